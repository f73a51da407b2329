import type { Sandbox } from "../../types";
import { voidInvoice } from "../invoices/close";
import { HOUR } from "../invoices/keep";
import { change } from "../objects/stored";
import type { SubscriptionWire } from "../objects/wires";
import { invoicesOf } from "./end";

/** How long a first payment may take. */
export const HOURS_TO_COMPLETE = 23 * HOUR;

/** The first payment never came: nothing was bought, and its invoice is void. */
export function expireIncomplete(sandbox: Sandbox, subscription: SubscriptionWire): void {
  for (const invoice of invoicesOf(sandbox, subscription.id)) {
    if (invoice.status === "open") voidInvoice(sandbox, invoice);
  }
  const ended_at = sandbox.clock.now();
  change(sandbox, subscription, { status: "incomplete_expired", ended_at }, "customer.subscription.updated");
}
