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
 * Ends a contract now, and the subscription that invoices it; one that has not begun never does. Nothing is deleted:
 * the account is read-only until something else is bought. Ending it again changes nothing.
 * Errors: FORBIDDEN, NOT_FOUND, UPSTREAM after the contract was ended: repeat it.
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
  // The subscription that invoices it may be younger than the last sync, where recording the contract was cut off.
  if (billingEnabled()) await syncCustomer({ accountId }, why);
  const invoicing = await db().subscription.findMany({ where: { accountId, termId, endedAt: null } });
  for (const { id } of invoicing) await endSubscription(id);
  if (invoicing.length > 0) await syncCustomer({ accountId }, why);
}
