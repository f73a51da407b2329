import { settle } from "../../billing/invoices/compose";
import { type TaxRule, taxOn, taxRuleFor } from "../../billing/money/tax";
import { find } from "../../billing/objects/stored";
import { readInteger } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { amountOf } from "../html/read";
import { type CheckoutWire, requestOf } from "./wires";

/** What the buyer is told before paying: the engine's own sums, so the first invoice says the same. */
export type CheckoutQuote = {
  currency: string;
  subtotal: number;
  tax: number;
  total: number;
  /** Already owed to the customer, or by them: part of what is due today. */
  balance: number;
  dueToday: number;
  /** Unix seconds; null when the first period begins today. */
  trialEnd: number | null;
  /** Automatic tax waits for the buyer's country. */
  taxUnknown: boolean;
};

/** `address` is what the buyer typed; without one that of the customer counts. */
export function quoteCheckout(sandbox: Sandbox, session: CheckoutWire, address: Fields | null): CheckoutQuote {
  const customer = find(sandbox, "customer", session.customer);
  const place = address ?? customer?.address ?? null;
  const taxed = { address: place, tax_exempt: customer?.tax_exempt ?? "none" };
  const rule: TaxRule | null = session.automatic_tax.enabled ? taxRuleFor(sandbox, taxed) : null;
  const lines = session.line_items.data;
  const subtotal = lines.reduce((sum, line) => sum + line.amount_subtotal, 0);
  const known = rule !== null && rule !== "requires_location_inputs" ? rule : null;
  const tax = known ? lines.reduce((sum, line) => sum + taxOn(line.amount_subtotal, known).amount, 0) : 0;
  const trialEnd = readInteger(requestOf(sandbox, session.id).subscription_data, "trial_end") ?? null;
  const total = subtotal + tax;
  const due = trialEnd === null ? settle(total, amountOf(customer?.balance)).due : 0;
  return {
    currency: session.currency ?? "usd",
    subtotal,
    tax,
    total,
    balance: trialEnd === null ? due - total : 0,
    dueToday: due,
    trialEnd,
    taxUnknown: rule === "requires_location_inputs",
  };
}
