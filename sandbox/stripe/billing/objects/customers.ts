import { invalid } from "../../http/errors";
import { idOf } from "../../http/fields";
import type { Sandbox } from "../../types";
import { change, create, find, load } from "./stored";
import type { CustomerWire, InvoiceWire, PaymentMethodWire, SubscriptionWire } from "./wires";

/** Whoever may buy, for a preview without a customer: no address, no balance, no card. */
export const NOBODY: CustomerWire = {
  id: "",
  object: "customer",
  address: null,
  balance: 0,
  currency: null,
  email: null,
  invoice_prefix: null,
  invoice_settings: { default_payment_method: null },
  name: null,
  phone: null,
  shipping: null,
  tax_exempt: "none",
};

export function loadCustomer(sandbox: Sandbox, id: string): CustomerWire {
  return id === NOBODY.id ? NOBODY : load(sandbox, "customer", id, "customer");
}

/** The card that an invoice is charged to: its own, its subscription's, then the customer's default. */
export function methodFor(
  sandbox: Sandbox,
  customer: CustomerWire,
  of?: { default_payment_method: string | null },
  subscription?: SubscriptionWire,
): PaymentMethodWire | undefined {
  const wanted = [
    of?.default_payment_method,
    subscription?.default_payment_method,
    idOf(customer.invoice_settings.default_payment_method),
  ];
  for (const id of wanted) {
    const method = id ? find(sandbox, "payment_method", id) : undefined;
    if (method) return method;
  }
  return undefined;
}

/** A card of this customer that a parameter names. */
export function readMethod(sandbox: Sandbox, customer: string, id: string, param: string): PaymentMethodWire {
  const method = load(sandbox, "payment_method", id, param);
  if (method.customer !== customer) {
    throw invalid(
      `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      param,
      "resource_missing",
    );
  }
  return method;
}

/** Moves the customer's balance by `amount`; negative is owed to the customer. */
export function moveBalance(
  sandbox: Sandbox,
  customer: CustomerWire,
  amount: number,
  why: { type: string; invoice?: InvoiceWire; currency: string },
): void {
  if (amount === 0) return;
  const ending = customer.balance + amount;
  create(sandbox, {
    id: sandbox.store.id("cbtxn"),
    object: "customer_balance_transaction",
    amount,
    checkout_session: null,
    created: sandbox.clock.now(),
    credit_note: null,
    currency: why.currency,
    customer: customer.id,
    customer_account: null,
    description: null,
    ending_balance: ending,
    invoice: why.invoice?.id ?? null,
    livemode: false,
    metadata: {},
    type: why.type,
  });
  change(sandbox, customer, { balance: ending }, "customer.updated");
}
