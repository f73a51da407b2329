import { allOf, change, load } from "../../billing/objects/stored";
import type { CustomerWire, PaymentMethodWire } from "../../billing/objects/wires";
import { isOver } from "../../billing/subscriptions/end";
import { fieldsOf } from "../../http/fields";
import type { Sandbox } from "../../types";
import { wordsOf } from "../html/read";

export function cardsOf(sandbox: Sandbox, customer: string): readonly PaymentMethodWire[] {
  return allOf(sandbox, "payment_method").filter((method) => method.customer === customer);
}

/** The card that the next invoice would be charged to, of the subscription first. */
export function chargedCard(sandbox: Sandbox, customer: CustomerWire): string | null {
  const own = allOf(sandbox, "subscription").find(
    (one) => one.customer === customer.id && !isOver(one) && one.default_payment_method !== null,
  );
  return own?.default_payment_method ?? customer.invoice_settings.default_payment_method;
}

/** Charged from now on: the customer's default, and in place of the cards that subscriptions have of their own. */
export function makeDefault(sandbox: Sandbox, customerId: string, method: string): void {
  const customer = load(sandbox, "customer", customerId);
  const invoice_settings = { ...customer.invoice_settings, default_payment_method: method };
  change(sandbox, customer, { invoice_settings }, "customer.updated");
  for (const one of allOf(sandbox, "subscription")) {
    if (one.customer !== customerId || isOver(one) || one.default_payment_method === null) continue;
    change(sandbox, one, { default_payment_method: method }, "customer.subscription.updated");
  }
}

/** "Visa ending in 4242, expires 12/2034" */
export function cardName(method: PaymentMethodWire): string {
  const { brand, last4, exp_month: month, exp_year: year } = fieldsOf(method.card);
  const name = wordsOf(brand);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ending in ${wordsOf(last4)}, expires ${wordsOf(month)}/${wordsOf(year)}`;
}
