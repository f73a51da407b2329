import "server-only";
import { authorize } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import type { AuditChange } from "@/lib/audit/types";
import type { ChangeBillingDetailsInput } from "@/lib/billing/page/schema";
import type { BillingDetails } from "@/lib/billing/page/types";
import { assertBilling } from "@/lib/billing/stripe/client";
import { updateCustomerDetails } from "@/lib/billing/stripe/customers";
import { toCustomer } from "@/lib/billing/subscriptions/customer";
import { ensureCustomer } from "@/lib/billing/subscriptions/ensure-customer";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { transaction } from "@/lib/db";

/**
 * Changes the details on later invoices (B10), and who else receives them. Stripe stores them and we read them back;
 * only the contacts are ours. Errors: FORBIDDEN, CONFLICT, UNAVAILABLE, VALIDATION for a tax id that Stripe refuses,
 * UPSTREAM.
 */
export async function changeBillingDetails(ctx: AccountContext, input: ChangeBillingDetailsInput): Promise<void> {
  authorize(ctx, "billing:write");
  assertBilling();
  const accountId = ctx.account.id;
  const customerId = await ensureCustomer(ctx);
  await updateCustomerDetails(customerId, input);

  await transaction(async (tx) => {
    await lockAccount(tx, accountId);
    const row = await tx.billingCustomer.findUniqueOrThrow({ where: { accountId } });
    const contacts = [...new Set(input.contacts)];
    const changes = changesBetween({ ...toCustomer(row), contacts: row.contacts }, { ...input, contacts });
    if (changes.length === 0) return;
    await tx.billingCustomer.update({ where: { accountId }, data: { contacts } });
    await record(tx, ctx, {
      action: "billing.details_changed",
      targets: [{ type: "customer", id: customerId, name: ctx.account.handle }],
      changes,
    });
  });
  await syncCustomer({ accountId }, { because: "change", request: ctx.request });
}

function changesBetween(before: BillingDetails, after: BillingDetails): AuditChange[] {
  const [old, next] = [printed(before), printed(after)];
  return Object.entries(next).flatMap(([path, value]) => {
    const was = old[path] ?? "";
    return was === value ? [] : [{ path, before: was, after: value }];
  });
}

function printed({ name, email, address, taxIds, purchaseOrder, contacts }: BillingDetails): Record<string, string> {
  return {
    name,
    email,
    address: address ? Object.values(address).filter(Boolean).join(", ") : "",
    taxIds: taxIds.map(({ type, value }) => `${type} ${value}`).join(", "),
    purchaseOrder,
    contacts: contacts.join(", "),
  };
}
