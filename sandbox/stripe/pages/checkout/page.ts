import { fieldsOf, textOf } from "../../http/fields";
import type { Sandbox } from "../../types";
import { cardFields } from "../card/card-form";
import { actionButton, type Filled, hidden, type Option, selectField, textField } from "../html/fields-form";
import { day, interval, money } from "../html/format";
import { type Html, html, type Part } from "../html/html";
import { alert, layout } from "../html/layout";
import { wordsOf } from "../html/read";
import { COMMON_TAX_IDS } from "../tax-ids/patterns";
import type { CheckoutQuote } from "./quote";
import { type CheckoutWire, type LineItemWire, SELLER } from "./wires";

const FORM = "checkout";

function period(line: LineItemWire): string {
  return interval(line.price.recurring?.interval ?? "month", line.price.recurring?.interval_count ?? 1);
}

function stepper(line: LineItemWire, index: number): Part {
  const adjustable = line.adjustable_quantity;
  if (!adjustable) return null;
  const name = `quantity_${index}`;
  return html`<div class="stepper">
<label for="${name}">Quantity of ${wordsOf(line.description)}</label>
<button type="submit" form="${FORM}" name="action" value="less:${index}" aria-label="Decrease quantity">−</button>
<input id="${name}" name="${name}" form="${FORM}" type="number" inputmode="numeric" value="${line.quantity ?? 0}"
 min="${Math.max(1, adjustable.minimum)}" max="${adjustable.maximum}">
<button type="submit" form="${FORM}" name="action" value="more:${index}" aria-label="Increase quantity">+</button>
<button type="submit" form="${FORM}" name="action" value="update">Update quantity</button>
<span class="muted">${Math.max(1, adjustable.minimum)} to ${adjustable.maximum}</span>
</div>`;
}

function lineOf(line: LineItemWire, index: number): Html {
  const { currency, unit_amount: unit } = line.price;
  const each = unit === null ? "by use" : `${money(unit, currency)} each ${period(line)}`;
  const count = line.quantity === null ? "" : `${line.quantity} × `;
  return html`<li><div class="row"><strong>${wordsOf(line.description)}</strong>
<span class="amount">${money(line.amount_subtotal, currency)}</span></div>
<p class="muted">${count}${each}</p>${stepper(line, index)}</li>`;
}

function sum(label: string, amount: string, total = false): Html {
  return html`<div${total ? html` class="total"` : ""}><dt>${label}</dt><dd>${amount}</dd></div>`;
}

function sums(session: CheckoutWire, quote: CheckoutQuote): Html {
  const amount = (value: number) => money(value, quote.currency);
  const tax = session.automatic_tax.enabled
    ? sum("Tax", quote.taxUnknown ? "Enter your country" : amount(quote.tax))
    : null;
  return html`<dl class="sums">${sum("Subtotal", amount(quote.subtotal))}${tax}
${quote.trialEnd === null ? null : sum(`Total after the trial`, amount(quote.total))}
${quote.balance === 0 ? null : sum("Balance", amount(quote.balance))}
${sum("Total due today", amount(quote.dueToday), true)}</dl>`;
}

function promise(session: CheckoutWire, quote: CheckoutQuote): Part {
  const line = session.line_items.data[0];
  if (!line) return null;
  const price = `${money(quote.total, quote.currency)} ${period(line)}`;
  return quote.trialEnd === null
    ? html`<p>${price}, until you cancel.</p>`
    : html`<p>${money(0, quote.currency)} today, then ${price} from ${day(quote.trialEnd)}.</p>`;
}

function summary(session: CheckoutWire, quote: CheckoutQuote): Html {
  return html`<section class="card" aria-labelledby="summary"><h2 id="summary">Order summary</h2>
<ul class="lines">${session.line_items.data.map(lineOf)}</ul>${sums(session, quote)}${promise(session, quote)}</section>`;
}

function contact(sandbox: Sandbox, session: CheckoutWire, filled: Filled): Html {
  const known = textOf(sandbox.store.get("customer", session.customer)?.email);
  return known
    ? html`<p>Email: ${known}</p>`
    : textField(filled, "email", "Email", { type: "email", autocomplete: "email" });
}

function address(session: CheckoutWire, filled: Filled): Part {
  if (session.billing_address_collection !== "required") return null;
  return html`<fieldset><legend>Billing address</legend>
${textField(filled, "line1", "Address line 1", { autocomplete: "address-line1" })}
${textField(filled, "line2", "Address line 2 (optional)", { autocomplete: "address-line2" })}
<div class="pair">${textField(filled, "city", "City", { autocomplete: "address-level2" })}
${textField(filled, "state", "State or region (optional)", { autocomplete: "address-level1" })}</div></fieldset>`;
}

function taxId(session: CheckoutWire, filled: Filled): Part {
  if (fieldsOf(session.tax_id_collection).enabled !== true) return null;
  const types: readonly Option[] = COMMON_TAX_IDS.map(([type, label, example]) => [type, `${label} (${example})`]);
  return html`<fieldset><legend>Buying as a business (optional)</legend>
${textField(filled, "business_name", "Business name", { autocomplete: "organization" })}
${selectField(filled, "tax_id_type", "Type of tax ID", types)}
${textField(filled, "tax_id", "Tax ID")}</fieldset>`;
}

function payLabel(quote: CheckoutQuote): string {
  return quote.trialEnd === null ? `Pay ${money(quote.dueToday, quote.currency)}` : "Start trial";
}

/** Enter in any field presses the first button of the form: that must be neither "less" nor "more". */
const onEnter = html`<button class="unseen" type="submit" form="${FORM}" name="action" value="pay" tabindex="-1" aria-hidden="true">Pay</button>`;

export function renderCheckout(
  sandbox: Sandbox,
  session: CheckoutWire,
  quote: CheckoutQuote,
  filled: Filled,
  said: { problem?: string; note?: string } = {},
): string {
  const title = `Subscribe to ${SELLER}`;
  return layout(
    title,
    html`<h1>${title}</h1>
${alert(said.problem ?? "")}${alert(said.note ?? "", true)}
${onEnter}
<div class="columns">${summary(session, quote)}
<form id="${FORM}" class="card" method="post" action="/pages/checkout/${session.id}" novalidate>
${hidden("shown", String(quote.dueToday))}${hidden("shown_total", String(quote.total))}
${contact(sandbox, session, filled)}
${cardFields(filled)}
${address(session, filled)}${taxId(session, filled)}
${actionButton("pay", payLabel(quote), { main: true, wide: true })}
</form></div>
${session.cancel_url ? html`<p><a href="${session.cancel_url}">Go back without paying</a></p>` : null}`,
  );
}

/** The bank's question, between the card and the charge. */
export function renderConfirmation(action: string, amount: string): string {
  return layout(
    "Confirm with your bank",
    html`<h1>Confirm with your bank</h1>
<form class="card" method="post" action="${action}">
<p>This card asks for 3-D Secure. In place of your bank, the sandbox asks: is the payment of ${amount} yours?</p>
<div class="actions">${actionButton("confirm", "Complete", { main: true })}${actionButton("refuse", "Fail")}</div>
</form>`,
    true,
  );
}

export function renderOver(title: string, text: string, href: string | null): string {
  return layout(
    title,
    html`<h1>${title}</h1><p>${text}</p>${href ? html`<p><a href="${href}">Go back</a></p>` : null}`,
    true,
  );
}
