import type { Invoice } from "@/lib/billing/invoices/types";
import type { ItemState, SubscriptionState } from "@/lib/billing/stripe/types";
import { failureStart } from "@/lib/billing/subscriptions/failure-clock";
import type { Subscription } from "@/lib/billing/subscriptions/subscription";
import type { BoughtAddOn } from "@/lib/entitlements/add-ons";
import { CATALOGUE_VERSION, isCatalogueVersion, planDefinition } from "@/lib/entitlements/catalogue";
import { type Sold, soldUnder } from "@/lib/entitlements/sold-prices";
import { isKnownStatus } from "@/lib/entitlements/subscription-status";
import type { AccountKind, Interval, PlanKey } from "@/lib/entitlements/types";

/** A contract's term, for the subscription that invoices it. */
export type TermOfContract = { id: string; plan: PlanKey; planVersion: number; seats: number | null };

export type SubscriptionContext = {
  accountKind: AccountKind;
  terms: readonly TermOfContract[];
  invoices: readonly Invoice[];
};

/** More than anybody can buy on Stripe's pages. */
const MOST_SEATS = 999_999;

type Bought = { item: ItemState; sold: Sold };
type Purchase = Pick<
  Subscription,
  "plan" | "planVersion" | "interval" | "seats" | "unitAmount" | "addOns" | "itemId" | "termId"
>;

/** The row for Stripe's state, and a sentence for everything in it that the catalogue cannot explain. */
export function reduceSubscription(
  before: Subscription | undefined,
  state: SubscriptionState,
  context: SubscriptionContext,
): { row: Subscription; problems: string[] } {
  const { id, status, currency, collection, startedAt, trialEnd, cancelAt, canceledAt, endedAt, scheduleId } = state;
  const { purchase, problems } = purchaseOf(before, state, context);
  const known = isKnownStatus(status);
  const lastKnownStatus = known ? null : (before?.lastKnownStatus ?? (before?.status || null));
  const row: Subscription = {
    id,
    status,
    lastKnownStatus,
    currency,
    collection,
    startedAt,
    trialEnd,
    cancelAt,
    canceledAt,
    endedAt,
    scheduleId,
    ...purchase,
    ...periodOf(state.items, purchase.itemId),
    firstFailedAt: failureStart({ id, status: lastKnownStatus ?? status }, context.invoices),
    scheduled: scheduledOf(state),
    pendingUpdate: pendingOf(state),
  };
  if (!known) problems.push(`The status "${status}" of ${id} is a new word`);

  return { row, problems };
}

function purchaseOf(
  before: Subscription | undefined,
  state: SubscriptionState,
  context: SubscriptionContext,
): { purchase: Purchase; problems: string[] } {
  const { items, metadata } = state;
  const judged = items.map((item) => ({ item, ...judge(item) }));
  const good = judged.flatMap(({ item, sold, problem }): Bought[] =>
    sold && problem === null ? [{ item, sold }] : [],
  );
  const addOns = good.flatMap(({ item, sold }): BoughtAddOn[] =>
    "addOn" in sold ? [{ key: sold.addOn, quantity: item.quantity, itemId: item.itemId }] : [],
  );
  const wantedTerm = metadata.packhouse_term;
  const term = context.terms.find(({ id }) => id === wantedTerm);
  if (term) return { purchase: contractPurchase(term, items, addOns), problems: [] };

  const problems = judged.flatMap(({ problem }) => problem ?? []);
  if (wantedTerm) problems.push(`The subscription ${state.id} names a contract that this account does not have`);
  const planVersion = before?.planVersion ?? versionOf(metadata.packhouse_plan_version);
  const [best, ...others] = good.filter(({ sold }) => "plan" in sold).sort(byRank);
  if (others.length > 0) problems.push(`The subscription ${state.id} sells more than one plan`);
  if (!best || !("plan" in best.sold)) return { purchase: lastKnown(before, planVersion), problems };
  const { price, plan } = best.sold;
  if (planDefinition(plan).accountKind !== context.accountKind) {
    problems.push(`The price ${price.lookupKey} is not for ${context.accountKind} accounts`);
  }
  const seats = price.perSeat ? best.item.quantity : null;
  const { interval, lookupKey: _, ...rest } = price;
  const unitAmount = best.item.price.unitAmount ?? rest.amountCents;
  const itemId = best.item.itemId;
  return { purchase: { plan, planVersion, interval, seats, unitAmount, addOns, itemId, termId: null }, problems };
}

/** A contract's subscription only sends invoices: the term says what was bought. */
function contractPurchase(term: TermOfContract, items: readonly ItemState[], addOns: BoughtAddOn[]): Purchase {
  const { id: termId, plan, planVersion, seats } = term;
  const [first] = items;
  const interval = first?.price.interval ?? null;
  return { plan, planVersion, interval, seats, unitAmount: null, addOns, itemId: first?.itemId ?? null, termId };
}

/** The purchase stays as last recognized: a price that is new to us takes nothing away. */
function lastKnown(before: Subscription | undefined, planVersion: number): Purchase {
  const nothing = { plan: null, interval: null, seats: null, unitAmount: null, addOns: [], itemId: null, termId: null };
  if (!before) return { ...nothing, planVersion };
  const { plan, interval, seats, unitAmount, addOns, itemId, termId } = before;
  return { plan, planVersion, interval, seats, unitAmount, addOns, itemId, termId };
}

function judge(item: ItemState): { sold: Sold | null; problem: string | null } {
  const { price, quantity } = item;
  const name = price.lookupKey ?? price.priceId;
  const sold = soldUnder(price.lookupKey);
  if (!sold) return { sold, problem: `The price ${name} is not in the catalogue` };
  if (price.currency !== sold.price.currency) {
    return { sold, problem: `The price ${name} is billed in ${price.currency.toUpperCase()}` };
  }
  const most = "plan" in sold && !sold.price.perSeat ? 1 : MOST_SEATS;
  const usable = Number.isSafeInteger(quantity) && quantity >= 1 && quantity <= most;
  return { sold, problem: usable ? null : `The price ${name} is bought ${quantity} times` };
}

function byRank(one: Bought, other: Bought): number {
  const rank = ({ sold }: Bought) => ("plan" in sold ? planDefinition(sold.plan).rank : 0);
  return rank(other) - rank(one) || (one.item.itemId < other.item.itemId ? -1 : 1);
}

function versionOf(said: string | undefined): number {
  const version = Number(said);
  return said !== undefined && isCatalogueVersion(version) ? version : CATALOGUE_VERSION;
}

/** The plan's own period; without a plan, from the first start to the last end of all items. */
function periodOf(items: readonly ItemState[], itemId: string | null) {
  const own = items.filter((item) => item.itemId === itemId);
  const of = own.length > 0 ? own : items;
  if (of.length === 0) return { periodStart: null, periodEnd: null };
  return {
    periodStart: new Date(Math.min(...of.map(({ periodStart }) => periodStart.getTime()))),
    periodEnd: new Date(Math.max(...of.map(({ periodEnd }) => periodEnd.getTime()))),
  };
}

type Ordered = { lookupKey: string | null; quantity: number };

function planAmong(items: readonly Ordered[]): { plan: PlanKey; seats: number | null; interval: Interval } | null {
  for (const { lookupKey, quantity } of items) {
    const sold = soldUnder(lookupKey);
    if (!sold || !("plan" in sold)) continue;
    return { plan: sold.plan, seats: sold.price.perSeat ? quantity : null, interval: sold.price.interval };
  }
  return null;
}

function scheduledOf({ scheduled }: SubscriptionState): Subscription["scheduled"] {
  if (!scheduled) return null;
  const next = planAmong(scheduled.items);
  const at = scheduled.at.toISOString();
  return { at, seats: next?.seats ?? null, interval: next?.interval ?? null, plan: next?.plan ?? null };
}

function pendingOf({ pendingUpdate }: SubscriptionState): Subscription["pendingUpdate"] {
  if (!pendingUpdate) return null;
  return { expiresAt: pendingUpdate.expiresAt.toISOString(), seats: planAmong(pendingUpdate.items)?.seats ?? null };
}
