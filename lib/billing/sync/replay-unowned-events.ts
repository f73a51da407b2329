import "server-only";
import { asArrived, type EventsToReplay } from "@/lib/billing/sync/inbox-rules";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { log } from "@/lib/logger";

// Records nothing: without an account there is no audit log, so the system's log tells it.

/** Like `replayEvents`, for given-up events of no account here. For operators. Returns the ids. */
export async function replayUnownedEvents(which: EventsToReplay): Promise<string[]> {
  const wanted = "ids" in which ? { id: { in: [...which.ids] } } : {};
  const events = await db().stripeEvent.findMany({
    where: { ...wanted, state: "dead" },
    select: { id: true, stripeCustomerId: true },
  });
  const customers = await db().billingCustomer.findMany({
    where: { stripeCustomerId: { in: events.map(({ stripeCustomerId }) => stripeCustomerId) } },
    select: { stripeCustomerId: true },
  });
  const owned = new Set(customers.map(({ stripeCustomerId }) => stripeCustomerId));
  const ids = events.filter(({ stripeCustomerId }) => !owned.has(stripeCustomerId)).map(({ id }) => id);
  await db().stripeEvent.updateMany({ where: { id: { in: ids } }, data: asArrived(realNow()) });
  if (ids.length > 0) log().warn({ eventIds: ids }, "events of no account are processed again");
  return ids;
}
