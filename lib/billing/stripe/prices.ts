import "server-only";
import type Stripe from "stripe";
import { cataloguePrices } from "@/lib/billing/stripe/catalogue-prices";
import { billingEnabled, FOR_A_PAGE, stripeClient } from "@/lib/billing/stripe/client";
import { confirmPrice } from "@/lib/billing/stripe/confirm-price";
import { callStripe } from "@/lib/billing/stripe/failures";
import type { ConfirmedPrice } from "@/lib/billing/stripe/types";
import { idOf } from "@/lib/billing/stripe/wire-values";
import { realNow } from "@/lib/clock";
import type { Interval } from "@/lib/entitlements/types";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/logger";

const KEPT_MS = 5 * 60_000;
/** Problems expire sooner, so that the operator soon sees the fix. */
const PROBLEM_KEPT_MS = 20_000;
/** The most lookup keys that Stripe accepts in one list call. */
const KEYS_A_CALL = 10;

type Offer = { confirmed: ConfirmedPrice; productId: string | null };

let kept: { until: number; offers: Promise<ReadonlyMap<string, Offer>> } | undefined;

/** Reads every price of the catalogue as Stripe confirms it, by lookup key. Errors: UPSTREAM. */
export async function confirmedPrices(): Promise<ReadonlyMap<string, ConfirmedPrice>> {
  return new Map([...(await offers())].map(([key, { confirmed }]) => [key, confirmed]));
}

/** Returns the id of Stripe's price. Errors: UPSTREAM; UNAVAILABLE when Stripe does not confirm the price. */
export async function priceIdOf(lookupKey: string): Promise<string> {
  return (await soldAs(lookupKey)).priceId;
}

/** The same, with the product and other facts that a purchase, a plan change or the portal needs. */
export async function soldAs(lookupKey: string): Promise<{ priceId: string; productId: string; interval: Interval }> {
  const offer = (await offers()).get(lookupKey);
  if (!offer?.productId || offer.confirmed.problem !== null) {
    throw new AppError("UNAVAILABLE", { what: "The price of this plan" });
  }
  return { priceId: offer.confirmed.priceId, productId: offer.productId, interval: offer.confirmed.interval };
}

/** Logs at the start of a process each missing or different price, with what to do. Never throws. */
export async function checkPrices(): Promise<void> {
  if (!billingEnabled()) return;
  try {
    for (const { lookupKey, problem } of (await confirmedPrices()).values()) {
      if (problem !== null) log().error({ lookupKey }, `${problem} Until then it is not offered.`);
    }
  } catch (error) {
    log().error({ err: error }, "Stripe could not be asked for the prices of the catalogue");
  }
}

function offers(): Promise<ReadonlyMap<string, Offer>> {
  const nowMs = realNow().getTime();
  if (kept && nowMs < kept.until) return kept.offers;
  const asked = loadOffers();
  const entry = { until: nowMs + KEPT_MS, offers: asked };
  kept = entry;
  asked.then(
    (found) => {
      const problem = [...found.values()].some(({ confirmed }) => confirmed.problem !== null);
      if (problem) entry.until = nowMs + PROBLEM_KEPT_MS;
    },
    () => {
      if (kept === entry) kept = undefined;
    },
  );
  return asked;
}

async function loadOffers(): Promise<ReadonlyMap<string, Offer>> {
  const expected = cataloguePrices();
  const found = await pricesByKey(expected.map(({ lookupKey }) => lookupKey));
  return new Map(
    expected.map((definition) => {
      const price = found.get(definition.lookupKey);
      return [definition.lookupKey, { confirmed: confirmPrice(definition, price), productId: idOf(price?.product) }];
    }),
  );
}

async function pricesByKey(lookupKeys: readonly string[]): Promise<Map<string, Stripe.Price>> {
  const chunks = Array.from({ length: Math.ceil(lookupKeys.length / KEYS_A_CALL) }, (_, index) =>
    lookupKeys.slice(index * KEYS_A_CALL, (index + 1) * KEYS_A_CALL),
  );
  const answers = await callStripe("prices.list", () =>
    Promise.all(chunks.map((keys) => stripeClient().prices.list({ lookup_keys: keys, limit: 100 }, FOR_A_PAGE))),
  );
  const found = new Map<string, Stripe.Price>();
  for (const price of answers.flatMap(({ data }) => data)) {
    if (price.lookup_key !== null) found.set(price.lookup_key, price);
  }
  return found;
}
