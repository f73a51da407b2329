import "server-only";
import { effectOf } from "@/lib/billing/sync/event-types";
import { receiveEvent } from "@/lib/billing/sync/receive-event";
import { STRIPE, type StripeSource } from "@/lib/billing/sync/stripe-source";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";

// Records nothing: until where the list was read is no change.

const HOUR_MS = 3_600_000;
/** Stripe lists events for 30 days. */
const LISTED_MS = 30 * 24 * HOUR_MS;
/** An event may be listed a little after its date, and its delivery be on its way. */
const OVERLAP_MS = HOUR_MS;
const CURSOR = "events";

/**
 * Stores what Stripe lists and no delivery brought, from where the list was last read in full: also after an outage that
 * is longer than Stripe's own retries. Returns how many were missing. Errors: UPSTREAM, and the next run reads on.
 */
export async function backfillEvents({ listEvents }: Pick<StripeSource, "listEvents"> = STRIPE): Promise<number> {
  const until = now();
  const cursor = await db().stripeEventCursor.findUnique({ where: { id: CURSOR } });
  const oldest = until.getTime() - LISTED_MS;
  const since = new Date(Math.max(oldest, (cursor?.readUntil.getTime() ?? oldest) - OVERLAP_MS));
  let missing = 0;
  for await (const event of listEvents({ since })) {
    if (effectOf(event.type) === null) continue;
    if (await receiveEvent(event, { body: JSON.stringify(event.payload), via: "backfill" })) missing += 1;
  }
  await db().stripeEventCursor.upsert({
    where: { id: CURSOR },
    create: { id: CURSOR, readUntil: until },
    update: { readUntil: until },
  });
  return missing;
}
