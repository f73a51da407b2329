import { formatCount, formatQuantity } from "@/lib/count";
import type { BoughtAddOn } from "@/lib/entitlements/add-ons";
import { bestSubscription } from "@/lib/entitlements/commercial-state";
import { isLive } from "@/lib/entitlements/layers";
import { resolve } from "@/lib/entitlements/resolve";
import { isOwing, isServing, understoodStatus } from "@/lib/entitlements/subscription-status";
import type {
  AccountKind,
  AddOnFact,
  Facts,
  FreezeFact,
  PlanKey,
  SubscriptionFact,
  TermFact,
} from "@/lib/entitlements/types";

/** The columns of a stored subscription that entitlements depend on. */
export type SubscriptionRow = Omit<SubscriptionFact, "plan"> & {
  /** Null while its price was never recognized. */
  plan: PlanKey | null;
  addOns: BoughtAddOn[];
  /** The contract, if the subscription only invoices one. */
  termId: string | null;
};

/**
 * Combines terms and stored subscriptions. A subscription that only invoices a contract is left out, except while its
 * invoice is overdue: then it stands for the term, so that contracts have the same payment deadlines.
 */
export function boughtBy(
  kind: AccountKind,
  terms: readonly TermFact[],
  rows: readonly SubscriptionRow[],
  now: Date,
): Pick<Facts, "terms" | "subscription" | "addOns"> {
  const own = rows.flatMap((row) => (row.termId === null ? ownFact(row) : []));
  const overdue = terms.flatMap((term) => {
    const row = rows.find((one) => one.termId === term.id && one.endedAt === null && isOwing(understoodStatus(one)));
    return row && isLive(term.startsAt, term.endsAt, now) ? [{ term, fact: contractFact(term, row) }] : [];
  });
  const subscription = bestSubscription([...overdue.map(({ fact }) => fact), ...own], kind, now);
  const standIns = new Set(overdue.map(({ term }) => term.id));
  const remaining = terms.filter(({ id }) => !standIns.has(id));
  const counts = (row: SubscriptionRow) =>
    row.termId === null
      ? row.id === subscription?.id
      : terms.some((term) => term.id === row.termId && isLive(term.startsAt, term.endsAt, now));
  return { terms: remaining, subscription, addOns: rows.filter(counts).flatMap(addOnFacts) };
}

function ownFact(row: SubscriptionRow): SubscriptionFact[] {
  const { id, plan, planVersion, status, lastKnownStatus, seats, startedAt, periodEnd } = row;
  if (plan === null) return [];
  const { cancelAt, endedAt, firstFailedAt } = row;
  const dates = { startedAt, periodEnd, cancelAt, endedAt, firstFailedAt };
  return [{ id, plan, planVersion, status, lastKnownStatus, seats, ...dates }];
}

function contractFact(term: TermFact, row: SubscriptionRow): SubscriptionFact {
  const { plan, planVersion, startsAt: startedAt, endsAt: cancelAt, seats } = term;
  const { id, status, lastKnownStatus, periodEnd, firstFailedAt } = row;
  const bought = { id, plan, planVersion, status, lastKnownStatus, seats: seats === "unlimited" ? null : seats };
  return { ...bought, startedAt, periodEnd, cancelAt, endedAt: null, firstFailedAt };
}

function addOnFacts(row: SubscriptionRow): AddOnFact[] {
  if (row.endedAt !== null || !isServing(understoodStatus(row))) return [];
  const { startedAt: startsAt, cancelAt: endsAt } = row;
  return row.addOns.map(({ key, quantity, itemId }) => ({ id: itemId, key, quantity, startsAt, endsAt }));
}

/** T5: when the provider lowered the seats below those in use, growth stops until an owner chooses. */
export function seatFreezes(
  facts: Facts,
  { used, syncedAt }: { used: number; syncedAt: Date | null },
  now: Date,
): FreezeFact[] {
  if (facts.account.kind !== "organization" || used === 0) return [];
  const { entitlements, commercialState } = resolve(facts, now);
  const { limit } = entitlements.seats;
  if (commercialState === "ended" || limit === null || limit === "unlimited" || used <= limit) return [];
  const since = syncedAt !== null && syncedAt < now ? syncedAt : now;
  const reason = `${formatQuantity(used, "seat")} are in use and there are ${formatCount(limit)}.`;
  return [{ id: "over-seats", kind: "over_seats", since, until: null, reason, by: "Packhouse" }];
}
