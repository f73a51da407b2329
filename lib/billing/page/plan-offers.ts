import "server-only";
import { confirmedPrices } from "@/lib/billing/stripe/prices";
import type { BillingProvider, ConfirmedPrice } from "@/lib/billing/stripe/types";
import { plansFor } from "@/lib/entitlements/catalogue";
import { ADD_ONS, type PriceDefinition } from "@/lib/entitlements/plans";
import type { AccountKind, AddOnKey, Interval, PlanKey } from "@/lib/entitlements/types";
import { isAway } from "@/lib/outage";

export type OfferedPrice = {
  interval: Interval;
  perSeat: boolean;
  amount: number;
  currency: string;
  /** Whether the provider confirms it; an unconfirmed price is not for sale. */
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
    if (isAway(error)) return new Map();
    throw error;
  }
}

function offered(price: PriceDefinition, confirmed: ReadonlyMap<string, ConfirmedPrice>): OfferedPrice {
  const { lookupKey, interval, perSeat, amountCents, currency } = price;
  const said = confirmed.get(lookupKey);
  const known = said?.problem === null ? said : null;
  const sold = { amount: known?.unitAmount ?? amountCents, currency: known?.currency ?? currency };
  return { interval, perSeat, ...sold, confirmed: known !== null };
}

/** The plans for this kind of account: the provider's price if confirmed, else the list price, not for sale. */
export async function planOffers(kind: AccountKind, provider: BillingProvider["state"]): Promise<PlanOffer[]> {
  const confirmed = await confirmations(provider);
  return plansFor(kind).map(({ key, name, description, byContract, prices }) => ({
    plan: key,
    name,
    description,
    byContract,
    prices: prices.map((price) => offered(price, confirmed)),
  }));
}

export type AddOnOffer = { key: AddOnKey; label: string; plans: readonly PlanKey[]; price: OfferedPrice };

/** The add-ons, priced like the plans. */
export async function addOnOffers(provider: BillingProvider["state"]): Promise<AddOnOffer[]> {
  const confirmed = await confirmations(provider);
  return Object.values(ADD_ONS).map(({ key, label, plans, price }) => ({
    key,
    label,
    plans,
    price: offered(price, confirmed),
  }));
}
