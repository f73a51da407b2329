import "server-only";
import { effectOf } from "@/lib/billing/sync/event-types";
import { receiveEvent } from "@/lib/billing/sync/receive-event";
import { STRIPE, type StripeSource } from "@/lib/billing/sync/stripe-source";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { HOUR_MS } from "@/lib/time";

// Records nothing: until where the list was read is no change.

/** Stripe lists events for 30 days. */
const LISTED_MS = 30 * 24 * HOUR_MS;
/** Stripe may list an event a little after its date, while its delivery is on the way. */
const OVERLAP_MS = HOUR_MS;
const CURSOR = "events";

/**
 * Stores the events that Stripe lists and no delivery brought, since the list was last read in full, even after an
 * outage longer than Stripe's retries. Returns how many were missing. Errors: UPSTREAM; the next run continues.
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
