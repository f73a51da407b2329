import type { InvoiceWire } from "../../billing/objects/wires";
import type { Sandbox } from "../../types";
import { cardFields } from "../card/card-form";
import { actionButton, type Filled } from "../html/fields-form";
import { money } from "../html/format";
import { type Html, html, type Part } from "../html/html";
import { alert, layout } from "../html/layout";
import { amountOf, wordsOf } from "../html/read";
import { describeInvoice, type InvoiceDocument } from "./document";

function table(document: InvoiceDocument): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Lines of the invoice"><table>
<thead><tr><th scope="col">Description</th><th scope="col" class="amount">Qty</th><th scope="col" class="amount">Unit price</th><th scope="col" class="amount">Amount</th></tr></thead>
<tbody>${document.lines.map(
    (line) => html`<tr><td>${line.description}<br><span class="muted">${line.period}</span></td>
<td class="amount">${line.quantity}</td><td class="amount">${line.unit}</td><td class="amount">${line.amount}</td></tr>`,
  )}</tbody></table></div>`;
}

function sums(document: InvoiceDocument): Html {
  const row = ([label, amount]: readonly [string, string], total: boolean) =>
    html`<div${total ? html` class="total"` : ""}><dt>${label}</dt><dd>${amount}</dd></div>`;
  return html`<dl class="sums">${document.sums.map((sum) => row(sum, false))}${row(document.total, true)}</dl>`;
}

function facts(document: InvoiceDocument): Html {
  return html`<dl class="sums">${document.facts.map(
    ([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

function party(title: string, lines: readonly string[]): Html {
  return html`<div><h2>${title}</h2><p>${lines.map((line, index) => html`${index === 0 ? "" : html`<br>`}${line}`)}</p></div>`;
}

/** Whether the bank waits for an answer about the last try. */
export type PayState = { kind: "closed" } | { kind: "card" } | { kind: "confirm" };

function payment(invoice: InvoiceWire, state: PayState, filled: Filled): Part {
  const amount = money(amountOf(invoice.amount_remaining), wordsOf(invoice.currency));
  const action = `/pages/invoices/${invoice.id}`;
  if (state.kind === "closed") return null;
  if (state.kind === "confirm") {
    return html`<form class="card" method="post" action="${action}" aria-labelledby="confirm"><h2 id="confirm">Confirm with your bank</h2>
<p>The card asks for 3-D Secure. In place of your bank, the sandbox asks: is the payment of ${amount} yours?</p>
<div class="actions">${actionButton("confirm", "Complete", { main: true })}${actionButton("refuse", "Fail")}</div></form>`;
  }
  return html`<form class="card" method="post" action="${action}" novalidate aria-labelledby="pay"><h2 id="pay">Pay this invoice</h2>
${cardFields(filled)}${actionButton("pay", `Pay ${amount}`, { main: true, wide: true })}</form>`;
}

export function renderInvoice(
  sandbox: Sandbox,
  invoice: InvoiceWire,
  state: PayState,
  filled: Filled,
  problem = "",
): string {
  const document = describeInvoice(sandbox, invoice);
  return layout(
    document.title,
    html`<div class="row"><h1>${document.title}</h1><span class="tag">${document.status}</span></div>
${alert(problem)}
<section class="card" aria-label="Invoice">
${facts(document)}
<div class="pair parties">${party("From", document.from)}${party("Bill to", document.to)}</div>
${table(document)}${sums(document)}
${document.memo === "" ? null : html`<p class="muted">${document.memo}</p>`}
${document.footer === "" ? null : html`<p class="muted">${document.footer}</p>`}
<p><a href="/pages/invoices/${invoice.id}/pdf">Download PDF</a></p>
</section>
${payment(invoice, state, filled)}`,
  );
}
