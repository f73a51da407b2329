import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { listSubscriptions } from "@/lib/billing/subscriptions/queries";
import { currentOf, seenAt, toSubscriptionView } from "@/lib/billing/subscriptions/subscription-view";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { isRunning } from "@/lib/entitlements/subscription-status";
import { AppError } from "@/lib/errors";

export type CheckoutRow = { id: string; state: "open" | "complete" | "expired"; url: string };

/**
 * Reads a checkout of the account, by id or the newest; null for none. Errors: FORBIDDEN, NOT_FOUND for another
 * account's.
 */
export async function findCheckout(ctx: AccountContext, id: string | null): Promise<CheckoutRow | null> {
  authorize(ctx, "billing:write");
  const row = await db().checkoutSession.findFirst({
    where: { accountId: ctx.account.id, ...(id === null ? {} : { id }) },
    select: { id: true, state: true, url: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (!row && id !== null) throw new AppError("NOT_FOUND", { noun: "checkout" });
  return row;
}

/** Whether the account's purchase runs now, by the rule of its pages. Errors: FORBIDDEN. */
export async function hasRunning(ctx: AccountContext): Promise<boolean> {
  authorize(ctx, "billing:read");
  const current = currentOf(await listSubscriptions(db(), ctx.account.id));
  const view = current && toSubscriptionView(current);
  return view !== null && seenAt(view, now()).endedAt === null && isRunning(view.status);
}
