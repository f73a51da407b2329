import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { listInvoices } from "@/lib/billing/invoices/queries";
import type { BillingStatusInput, BillingStatusOutput } from "@/lib/billing/page/api-schema";
import { billingStatus } from "@/lib/billing/page/queries";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { listLimitUsage } from "@/lib/entitlements/queries";
import { ENTITLEMENT_KEYS } from "@/lib/entitlements/types";

/** The smallest page of the table: an answer without invoices still counts them. */
const LEAST = 1;

/** The data of the Billing page for machines, from the same reads. Errors: FORBIDDEN. */
export async function describeBilling(
  ctx: AccountContext,
  { invoices: wanted }: BillingStatusInput,
): Promise<BillingStatusOutput> {
  const range = { after: null, before: null, limit: Math.max(LEAST, wanted), status: null };
  const [status, usage, snapshot, page] = await Promise.all([
    billingStatus(ctx),
    listLimitUsage(ctx),
    loadSnapshot(ctx.account.id),
    listInvoices(ctx, range),
  ]);
  const { card: _card, details: _details, managesBilling: _manages, leastSeats: _least, problems, ...said } = status;
  return {
    ...said,
    entitlements: ENTITLEMENT_KEYS.map((key) => {
      const { kind, value, source, validUntil } = snapshot.entitlements[key];
      return { key, kind, value, source, validUntil };
    }),
    limits: usage.map((one) => {
      const { key, label, kind, unit, per, used, reserved, limit, ceiling, resetsAt, source } = one;
      return { key, label, kind, unit, per, used, reserved, limit, ceiling, resetsAt, source };
    }),
    problems: problems.map(({ fix: _fix, ...problem }) => problem),
    invoices: { total: page.count.all, rows: page.rows.slice(0, wanted) },
  };
}
