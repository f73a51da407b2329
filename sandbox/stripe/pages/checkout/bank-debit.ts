import { attempt, confirmPaymentIntent, intentOf } from "../../billing/invoices/pay";
import { change, find, load } from "../../billing/objects/stored";
import type { PaymentMethodWire } from "../../billing/objects/wires";
import type { Due, Sandbox } from "../../types";
import type { Answers } from "./answers";
import { type CheckoutWire, loadCheckout, nowOf, putRequest, requestOf, settlingCheckouts } from "./wires";

const DAYS_TO_SETTLE = 3 * 86_400;

export type Settlement = { at: number; succeeds: boolean; method: string };

/** A bank account of the form's own choice of outcome: its money moves days after the buyer said so. */
export function makeBankAccount(sandbox: Sandbox, answers: Answers): PaymentMethodWire {
  const method: PaymentMethodWire = {
    id: sandbox.store.id("pm"),
    object: "payment_method",
    allow_redisplay: "always",
    billing_details: { address: null, email: answers.email, name: answers.name, phone: null, tax_id: null },
    created: sandbox.clock.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "us_bank_account",
    us_bank_account: {
      account_holder_type: "company",
      account_type: "checking",
      bank_name: "STRIPE TEST BANK",
      financial_connections_account: null,
      fingerprint: "sandboxbank",
      last4: "6789",
      networks: null,
      routing_number: "110000000",
      status_details: null,
    },
  };
  sandbox.store.put(method);
  return method;
}

export function settleLater(sandbox: Sandbox, session: CheckoutWire, method: string, succeeds: boolean): void {
  const settles = { at: nowOf(sandbox, session) + DAYS_TO_SETTLE, succeeds, method };
  putRequest(sandbox, session.id, { ...requestOf(sandbox, session.id), settles });
}

/** Days later the bank pays, or does not. */
function settle(sandbox: Sandbox, id: string, { succeeds, method }: Settlement): void {
  const session = loadCheckout(sandbox, id);
  putRequest(sandbox, id, { ...requestOf(sandbox, id), settles: null });
  const invoice = find(sandbox, "invoice", session.invoice ?? "");
  const owed = invoice?.status === "open" ? invoice : undefined;
  if (owed && succeeds) {
    attempt(sandbox, owed, { method: load(sandbox, "payment_method", method), offSession: true, automatic: false });
  } else if (owed) {
    forget(sandbox, session);
    confirmPaymentIntent(sandbox, intentOf(sandbox, owed).id, { paymentMethodId: method, authenticated: false });
  }
  const settled: CheckoutWire = { ...session, payment_status: succeeds ? "paid" : "unpaid" };
  sandbox.store.put(settled);
  sandbox.emit(`checkout.session.async_payment_${succeeds ? "succeeded" : "failed"}`, settled);
}

/** The account that did not pay is asked no more: a retry waits for another means of payment. */
function forget(sandbox: Sandbox, session: CheckoutWire): void {
  const subscription = find(sandbox, "subscription", session.subscription ?? "");
  if (subscription) change(sandbox, subscription, { default_payment_method: null }, "customer.subscription.updated");
}

export function bankSettlements(sandbox: Sandbox): readonly Due[] {
  return settlingCheckouts(sandbox).flatMap((session) => {
    const { settles } = requestOf(sandbox, session.id);
    const of = sandbox.store.get("customer", session.customer ?? "") ?? {};
    return settles ? [{ at: settles.at, of, run: () => settle(sandbox, session.id, settles) }] : [];
  });
}
