import "server-only";
import type { BillingProvider, Interval } from "@/lib/billing/types";
import { plansFor } from "@/lib/entitlements/catalogue";
import type { AccountKind, PlanKey } from "@/lib/entitlements/types";
import { AppError } from "@/lib/errors";
import { confirmedPrices } from "@/lib/stripe/prices";
import type { ConfirmedPrice } from "@/lib/stripe/types";

export type OfferedPrice = {
  interval: Interval;
  perSeat: boolean;
  amount: number;
  currency: string;
  /** Whether the provider confirms it; a price that is not confirmed is not sold. */
  confirmed: boolean;
};

export type PlanOffer = {
  plan: PlanKey;
  name: string;
  description: string;
  byContract: boolean;
  prices: OfferedPrice[];
};

async function confirmations(provider: BillingProvider["state"]): Promise<ReadonlyMap<string, ConfirmedPrice>> {
  if (provider !== "ready") return new Map();
  try {
    return await confirmedPrices();
  } catch (error) {
    if (error instanceof AppError && error.code === "UPSTREAM") return new Map();
    throw error;
  }
}

/** The plans for this kind of account: the provider's price where it confirms one, else the list price, not for sale. */
export async function planOffers(kind: AccountKind, provider: BillingProvider["state"]): Promise<PlanOffer[]> {
  const confirmed = await confirmations(provider);
  return plansFor(kind).map(({ key, name, description, byContract, prices }) => ({
    plan: key,
    name,
    description,
    byContract,
    prices: prices.map(({ lookupKey, interval, perSeat, amountCents, currency }) => {
      const said = confirmed.get(lookupKey);
      const known = said?.problem === null ? said : null;
      const price = { amount: known?.unitAmount ?? amountCents, currency: known?.currency ?? currency };
      return { interval, perSeat, ...price, confirmed: known !== null };
    }),
  }));
}
