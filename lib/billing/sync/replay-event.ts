import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { realNow } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { log } from "@/lib/logger";

/** Events by id, or all that were given up. */
export type EventsToReplay = { ids: readonly string[] } | { dead: true };

/**
 * Puts events of the account's customer back into the inbox as if they had just arrived; each is still processed once
 * at a time. For operators. Returns their ids, without unknown ones and those of other customers. Errors: FORBIDDEN.
 */
export async function replayEvents(ctx: AccountContext, which: EventsToReplay): Promise<string[]> {
  authorize(ctx, "event:replay");
  return transaction(async (tx) => {
    const customer = await tx.billingCustomer.findUnique({
      where: { accountId: ctx.account.id },
      select: { stripeCustomerId: true },
    });
    if (!customer) return [];

    const wanted = "ids" in which ? { id: { in: [...which.ids] } } : { state: "dead" as const };
    const events = await tx.stripeEvent.findMany({
      where: { ...customer, ...wanted },
      select: { id: true, type: true, state: true },
      orderBy: { createdAt: "asc" },
    });
    const ids = events.map(({ id }) => id);
    await tx.stripeEvent.updateMany({
      where: { id: { in: ids } },
      data: again(),
    });
    for (const { id, type, state } of events) {
      await record(tx, ctx, {
        action: "billing.event_replayed",
        targets: [{ type: "event", id, name: type }],
        changes: [{ path: "state", before: state, after: "received" }],
      });
    }

    return ids;
  });
}

function again() {
  return {
    state: "received",
    via: "replay",
    attempts: 0,
    nextAttemptAt: realNow(),
    settledAt: null,
    note: "",
  } as const;
}

/**
 * The same for given-up events of no account here. Without an account there is no audit log, so the system's log
 * records it. For operators. Returns the ids.
 */
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
  await db().stripeEvent.updateMany({ where: { id: { in: ids } }, data: again() });
  if (ids.length > 0) log().warn({ eventIds: ids }, "events of no account are processed again");
  return ids;
}
