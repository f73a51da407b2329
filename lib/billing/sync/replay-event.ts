import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { asArrived, type EventsToReplay } from "@/lib/billing/sync/inbox-rules";
import { realNow } from "@/lib/clock";
import { transaction } from "@/lib/db";

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
      data: asArrived(realNow()),
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
