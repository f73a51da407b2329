import { attempt } from "../../billing/invoices/pay";
import { rememberAuthentication } from "../../billing/money/cards";
import { find, load } from "../../billing/objects/stored";
import { createSubscription } from "../../billing/subscriptions/create";
import type { Fields, Sandbox, Wire } from "../../types";
import { type CardProblem, isProblem, keepCard } from "../card/typed-card";
import type { Answers } from "./answers";
import { buyerOf, detailsOf } from "./buyer";
import { type CheckoutQuote, quoteCheckout } from "./quote";
import { type CheckoutRequest, type CheckoutWire, requestOf } from "./wires";

/** How the buyer pays. `confirmed`: the bank has asked, and the buyer said yes. */
export type Means = { method: string; confirmed: boolean };

/** Carries out what the buyer agreed to; the session is complete after it. */
export function completeCheckout(
  sandbox: Sandbox,
  session: CheckoutWire,
  answers: Answers,
  means: Means,
): { session: CheckoutWire } | CardProblem {
  const request = requestOf(sandbox, session.id);
  const quote = quoteCheckout(sandbox, session, answers.address);
  const customer = buyerOf(sandbox, session, request, answers);
  const kept = keepCard(sandbox, load(sandbox, "payment_method", means.method), customer.id);
  if (isProblem(kept)) return kept;
  if (means.confirmed) rememberAuthentication(sandbox, kept);
  const complete: CheckoutWire = {
    ...session,
    ...subscribe(sandbox, session, customer, request, means),
    ...sums(session, quote),
    collected_information: {
      business_name: answers.businessName,
      individual_name: null,
      shipping_details: null,
    },
    customer: customer.id,
    customer_details: detailsOf(sandbox, customer, answers),
    status: "complete",
    url: null,
  };
  sandbox.store.put(complete);
  sandbox.emit("checkout.session.completed", complete);
  return { session: complete };
}

function subscribe(
  sandbox: Sandbox,
  session: CheckoutWire,
  customer: Wire,
  request: CheckoutRequest,
  means: Means,
): Fields {
  const items = session.line_items.data.map(({ price, quantity }) => ({
    price: price.id,
    ...(quantity === null ? {} : { quantity: String(quantity) }),
  }));
  const made = createSubscription(sandbox, {
    ...request.subscription_data,
    customer: customer.id,
    items,
    automatic_tax: { enabled: String(session.automatic_tax.enabled) },
    payment_behavior: "default_incomplete",
    default_payment_method: means.method,
  });
  const invoice = made.latest_invoice === null ? undefined : find(sandbox, "invoice", made.latest_invoice);
  if (invoice?.status === "open") {
    attempt(sandbox, invoice, { offSession: false, automatic: false, confirmed: means.confirmed });
  }
  return { subscription: made.id, invoice: made.latest_invoice };
}

function sums(session: CheckoutWire, quote: CheckoutQuote): Fields {
  const trial = quote.trialEnd !== null;
  const amounts = trial
    ? { amount_subtotal: 0, amount_total: 0 }
    : { amount_subtotal: quote.subtotal, amount_total: quote.total };
  return {
    ...amounts,
    automatic_tax: { ...session.automatic_tax, status: session.automatic_tax.enabled ? "complete" : null },
    payment_status: quote.dueToday === 0 ? "no_payment_required" : "paid",
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: trial ? 0 : quote.tax },
  };
}
