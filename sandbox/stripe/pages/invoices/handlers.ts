import { attempt, confirmPaymentIntent, intentOf, type Tried } from "../../billing/invoices/pay";
import { change, load } from "../../billing/objects/stored";
import type { InvoiceWire } from "../../billing/objects/wires";
import { subscriptionOfInvoice } from "../../billing/subscriptions/end";
import type { Call, Page, Sandbox } from "../../types";
import { typedAgain } from "../card/card-form";
import { isProblem, keepCard, makeTypedCard } from "../card/typed-card";
import { EMPTY, type Filled } from "../html/fields-form";
import { typed } from "../html/read";
import { describeInvoice } from "./document";
import { type PayState, renderInvoice } from "./page";
import { renderPdf } from "./pdf";

type Shown = { html: string };

function payStateOf(sandbox: Sandbox, invoice: InvoiceWire): PayState {
  if (invoice.status !== "open" && invoice.status !== "uncollectible") return { kind: "closed" };
  return { kind: intentOf(sandbox, invoice).status === "requires_action" ? "confirm" : "card" };
}

function show(sandbox: Sandbox, id: string, filled: Filled = EMPTY, problem = ""): Shown {
  const invoice = load(sandbox, "invoice", id);
  return { html: renderInvoice(sandbox, invoice, payStateOf(sandbox, invoice), filled, problem) };
}

/** The card that paid by hand is the one that the subscription's next invoices are charged to. */
function keepAsDefault(sandbox: Sandbox, invoice: InvoiceWire, method: string): void {
  const subscription = subscriptionOfInvoice(sandbox, invoice);
  if (subscription && subscription.ended_at === null) {
    change(sandbox, subscription, { default_payment_method: method }, "customer.subscription.updated");
  }
}

function said(sandbox: Sandbox, tried: Tried, filled: Filled): Shown {
  const problem = tried.kind === "failed" ? (tried.decline?.message ?? "Your card was declined.") : "";
  return show(sandbox, tried.invoice.id, filled, problem);
}

function pay(sandbox: Sandbox, invoice: InvoiceWire, { input }: Call): Shown {
  const now = sandbox.clock.now();
  const email = load(sandbox, "customer", invoice.customer).email;
  const made = makeTypedCard(sandbox, input, now, { email });
  if (isProblem(made)) return show(sandbox, invoice.id, typedAgain(input, made.problems), made.problem);
  const method = keepCard(sandbox, made, invoice.customer);
  if (isProblem(method)) return show(sandbox, invoice.id, typedAgain(input, {}), method.problem);
  const tried = attempt(sandbox, invoice, { method, offSession: false, automatic: false });
  if (tried.kind === "paid") keepAsDefault(sandbox, invoice, method.id);
  return said(sandbox, tried, typedAgain(input, {}));
}

function answerBank(sandbox: Sandbox, invoice: InvoiceWire, authenticated: boolean): Shown {
  const intent = intentOf(sandbox, invoice);
  if (intent.status !== "requires_action") return show(sandbox, invoice.id);
  const tried = confirmPaymentIntent(sandbox, intent.id, { authenticated });
  if (tried.kind === "paid" && intent.payment_method) keepAsDefault(sandbox, invoice, intent.payment_method);
  return said(sandbox, tried, EMPTY);
}

function act(sandbox: Sandbox, call: Call): Shown {
  const invoice = load(sandbox, "invoice", call.path.id ?? "");
  // A second click finds the invoice paid, and is shown that.
  if (payStateOf(sandbox, invoice).kind === "closed") return show(sandbox, invoice.id);
  const action = typed(call.input, "action");
  return action === "confirm" || action === "refuse"
    ? answerBank(sandbox, invoice, action === "confirm")
    : pay(sandbox, invoice, call);
}

export const INVOICE_PAGES: Page[] = [
  { method: "GET", path: "/pages/invoices/:id", handle: (sandbox, { path }) => show(sandbox, path.id ?? "") },
  { method: "POST", path: "/pages/invoices/:id", handle: act },
  {
    method: "GET",
    path: "/pages/invoices/:id/pdf",
    handle: (sandbox, { path }) => {
      const invoice = load(sandbox, "invoice", path.id ?? "");
      return { pdf: renderPdf(describeInvoice(sandbox, invoice), invoice.created) };
    },
  },
];
