import "server-only";
import { authorize } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { endSubscription } from "@/lib/billing/contracts/end-subscription";
import type { EndContractInput } from "@/lib/billing/contracts/schema";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { applyEntitlements } from "@/lib/entitlements/apply-entitlements";
import { AppError } from "@/lib/errors";

/**
 * Ends a contract now, with the subscription that invoices it; a future contract never begins. Deletes nothing: the
 * account is read-only until its next purchase. Does nothing for an ended contract. Errors: FORBIDDEN, NOT_FOUND,
 * UPSTREAM after the contract was ended: repeat the call.
 */
export async function endContract(ctx: AccountContext, { termId, reason }: EndContractInput): Promise<void> {
  authorize(ctx, "plan:assign");
  const accountId = ctx.account.id;

  await transaction(async (tx) => {
    await lockAccount(tx, accountId);
    const term = await tx.term.findFirst({ where: { id: termId, accountId, kind: "contract" } });
    if (!term) throw new AppError("NOT_FOUND", { noun: "contract" });
    const at = now();
    if (term.endsAt && term.endsAt <= at) return;
    const endsAt = new Date(Math.max(term.startsAt.getTime(), at.getTime()));
    await tx.term.update({ where: { id: termId }, data: { endsAt } });
    await applyEntitlements(tx, accountId);
    await record(tx, ctx, {
      action: "contract.ended",
      targets: [{ type: "term", id: termId, name: `${term.plan} (contract)` }],
      changes: [{ path: "endsAt", before: term.endsAt?.toISOString() ?? null, after: endsAt.toISOString() }],
      metadata: { reason },
    });
  });
  const why = { because: "change", request: ctx.request } as const;
  // The invoicing subscription may be newer than the last sync, if recording the contract was interrupted.
  if (billingEnabled()) await syncCustomer({ accountId }, why);

  const invoicing = await db().subscription.findMany({ where: { accountId, termId, endedAt: null } });
  for (const { id } of invoicing) await endSubscription(id);
  if (invoicing.length > 0) await syncCustomer({ accountId }, why);
}
