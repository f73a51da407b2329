import "server-only";
import { effectOf } from "@/lib/billing/sync/event-types";
import { LEASE_MS, MAX_ATTEMPTS, waitAfter } from "@/lib/billing/sync/inbox-rules";
import { STRIPE, type StripeSource } from "@/lib/billing/sync/stripe-source";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { now, realNow } from "@/lib/clock";
import { db, pool } from "@/lib/db";
import { log } from "@/lib/logger";
import { isAway } from "@/lib/outage";

// Records nothing: what an event leads to is recorded by syncCustomer.

type Claimed = { id: string; type: string; customerId: string; attempts: number };
type Settled = { state: "done" | "ignored"; note: string };

export type InboxTools = { source: StripeSource; sync: typeof syncCustomer };

const TOOLS: InboxTools = { source: STRIPE, sync: syncCustomer };

/**
 * Claims every due event of one customer, fetches that customer once, and settles the events. Returns how many there
 * were; 0 when none is due. Any number of lanes and workers may run in parallel. Never throws because of Stripe.
 */
export async function processInbox(tools: InboxTools = TOOLS): Promise<number> {
  const events = await claimCustomer();
  const [first] = events;
  if (!first) return 0;
  try {
    for (const [settled, ids] of await settledBy(events, first.customerId, tools)) await settle(ids, settled);
  } catch (error) {
    await fail(events, error);
  }
  return events.length;
}

/**
 * Claims the events of the customer that waits longest. Events without a customer go one by one, because each needs a
 * lookup first.
 */
async function claimCustomer(): Promise<Claimed[]> {
  const at = realNow();
  const { rows } = await pool().query<Claimed>(
    `WITH first AS (
       SELECT "id", "stripeCustomerId" FROM "StripeEvent"
        WHERE "state" IN ('received', 'failed') AND "nextAttemptAt" <= $1
        ORDER BY "nextAttemptAt" LIMIT 1 FOR UPDATE SKIP LOCKED),
     others AS (
       SELECT "id" FROM "StripeEvent"
        WHERE "stripeCustomerId" = (SELECT "stripeCustomerId" FROM first WHERE "stripeCustomerId" <> '')
          AND "state" IN ('received', 'failed') AND "nextAttemptAt" <= $1 FOR UPDATE SKIP LOCKED)
     UPDATE "StripeEvent" SET "attempts" = "attempts" + 1, "nextAttemptAt" = $2
      WHERE "id" IN (SELECT "id" FROM first UNION SELECT "id" FROM others)
     RETURNING "id", "type", "stripeCustomerId" AS "customerId", "attempts"`,
    [at, new Date(at.getTime() + LEASE_MS)],
  );
  return rows;
}

async function settledBy(
  events: readonly Claimed[],
  claimedFor: string,
  { source, sync }: InboxTools,
): Promise<Map<Settled, string[]>> {
  const of = (effect: "sync" | "alarm") => events.filter(({ type }) => effectOf(type) === effect);
  const result = new Map<Settled, string[]>();
  const alarms = of("alarm");
  for (const { id, type } of alarms) log().error({ eventId: id, type }, "Stripe raised an alarm");
  if (alarms.length > 0) result.set({ state: "done", note: "An alarm was raised." }, idsOf(alarms));

  const [event] = of("sync");
  if (!event) return result;

  const customerId = claimedFor || (await customerOf(event.id, source));
  const synced =
    customerId === ""
      ? { found: false }
      : await sync({ customerId }, { because: "event", eventId: event.id }, { source });
  const settled: Settled = synced.found
    ? { state: "done", note: "" }
    : { state: "ignored", note: "No account here has this customer." };

  return result.set(settled, idsOf(of("sync")));
}

/** Finds the customer of an event that only names a charge, and stores it, so that Stripe is asked once. */
async function customerOf(id: string, source: StripeSource): Promise<string> {
  const { payload } = await db().stripeEvent.findUniqueOrThrow({ where: { id }, select: { payload: true } });
  const stripeCustomerId = await source.findChargeCustomer(payload);
  if (stripeCustomerId !== "") await db().stripeEvent.update({ where: { id }, data: { stripeCustomerId } });
  return stripeCustomerId;
}

const idsOf = (events: readonly Claimed[]) => events.map(({ id }) => id);

async function settle(ids: readonly string[], { state, note }: Settled): Promise<void> {
  await db().stripeEvent.updateMany({ where: { id: { in: [...ids] } }, data: { state, note, settledAt: now() } });
}

/** While Stripe is away no event is given up: its absence says nothing about an event (INV-E1). */
async function fail(events: readonly Claimed[], error: unknown): Promise<void> {
  const away = isAway(error);
  const note = away ? "Stripe could not be reached." : reasonOf(error);
  for (const { id, attempts, customerId } of events) {
    const dead = !away && attempts >= MAX_ATTEMPTS;
    const nextAttemptAt = new Date(realNow().getTime() + waitAfter(attempts));
    await db().stripeEvent.updateMany({
      where: { id },
      data: {
        state: dead ? "dead" : "failed",
        note,
        nextAttemptAt,
        // An outage uses at most half of the tries, so that the first failure after it is not the last.
        ...(away ? { attempts: Math.min(attempts, MAX_ATTEMPTS / 2) } : {}),
        ...(dead ? { settledAt: now() } : {}),
      },
    });
    if (dead)
      log().error({ eventId: id, customerId, reason: note }, "a Stripe event was given up; replay it when mended");
  }
  if (away) return;
  log().error({ err: error, customerId: events[0]?.customerId, events: events.length }, "Stripe events failed");
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
}
