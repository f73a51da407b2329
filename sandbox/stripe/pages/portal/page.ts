import { productName } from "../../billing/objects/prices";
import { allOf, find } from "../../billing/objects/stored";
import type { CustomerWire, SubscriptionWire } from "../../billing/objects/wires";
import { isOver } from "../../billing/subscriptions/end";
import type { Sandbox } from "../../types";
import { cardFields, countryField } from "../card/card-form";
import { SELLER } from "../checkout/wires";
import { actionButton, EMPTY, type Filled, hidden, type Option, selectField, textField } from "../html/fields-form";
import { day, interval, money } from "../html/format";
import { type Html, html, type Part } from "../html/html";
import { alert, layout } from "../html/layout";
import { rowsOf, wordsOf } from "../html/read";
import { COMMON_TAX_IDS } from "../tax-ids/patterns";
import { taxIdsOf } from "../tax-ids/tax-ids";
import { cardName, cardsOf, chargedCard } from "./cards";
import { filledDetails } from "./details";
import { featureOf, type PortalSession } from "./sessions";

export type Said = { problem?: string; note?: string };

export function portalUrl(session: PortalSession, query = ""): string {
  return `/pages/portal/${session.id}${query}`;
}

export function portalForm(session: PortalSession, body: Part): Html {
  return html`<form method="post" action="${portalUrl(session)}" novalidate>${body}</form>`;
}

function returnLink(session: PortalSession): Part {
  return session.return_url ? html`<p><a href="${session.return_url}">Return to ${SELLER}</a></p>` : null;
}

export function frame(session: PortalSession, title: string, said: Said, body: Part): string {
  return layout(
    title,
    html`${returnLink(session)}<h1>${title}</h1>
${alert(said.problem ?? "")}${alert(said.note ?? "", true)}${body}`,
  );
}

function section(id: string, title: string, body: Part): Html {
  return html`<section class="card" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`;
}

/** "3 × Packhouse Team, $57.00 per month" */
export function itemWords(sandbox: Sandbox, subscription: SubscriptionWire): Html {
  return html`<ul class="lines">${subscription.items.data.map(({ price, quantity }) => {
    const total = money((price.unit_amount ?? 0) * quantity, price.currency);
    const every = interval(price.recurring?.interval ?? "month", price.recurring?.interval_count ?? 1);
    return html`<li>${quantity} × ${productName(sandbox, price)}, ${total} ${every}</li>`;
  })}</ul>`;
}

function nextStep(subscription: SubscriptionWire): string {
  const [item] = subscription.items.data;
  if (subscription.cancel_at !== null) return `Ends on ${day(subscription.cancel_at)}.`;
  if (subscription.status === "trialing" && subscription.trial_end !== null) {
    return `The trial ends on ${day(subscription.trial_end)}.`;
  }
  return item ? `Renews on ${day(item.current_period_end)}.` : "";
}

function scheduled(sandbox: Sandbox, subscription: SubscriptionWire): Part {
  const schedule =
    subscription.schedule === null ? undefined : find(sandbox, "subscription_schedule", subscription.schedule);
  const next = schedule?.phases.find(
    (phase) => phase.start_date >= (schedule.current_phase?.end_date ?? Number.POSITIVE_INFINITY),
  );
  return next ? html`<p>A change takes effect on ${day(next.start_date)}.</p>` : null;
}

function subscriptionCard(sandbox: Sandbox, session: PortalSession, subscription: SubscriptionWire): Html {
  const canCancel = featureOf(sandbox, session, "subscription_cancel").enabled === true;
  const ending = subscription.cancel_at !== null;
  return html`<div><p><span class="tag">${subscription.status.replaceAll("_", " ")}</span> ${nextStep(subscription)}</p>
${itemWords(sandbox, subscription)}${scheduled(sandbox, subscription)}
<div class="actions">${canCancel && !ending ? html`<a class="button" href="${portalUrl(session, `?view=cancel&subscription=${subscription.id}`)}">Cancel plan</a>` : null}
${ending ? portalForm(session, html`${hidden("subscription", subscription.id)}${actionButton("resume", "Resume plan", { main: true })}`) : null}
</div></div>`;
}

function subscriptions(sandbox: Sandbox, session: PortalSession): Html {
  const live = allOf(sandbox, "subscription").filter((one) => one.customer === session.customer && !isOver(one));
  const body =
    live.length === 0
      ? html`<p>There is no subscription.</p>`
      : live.map((one) => subscriptionCard(sandbox, session, one));
  return section("subscriptions", "Subscription", body);
}

function paymentMethods(sandbox: Sandbox, session: PortalSession, customer: CustomerWire): Part {
  if (featureOf(sandbox, session, "payment_method_update").enabled !== true) return null;
  const charged = chargedCard(sandbox, customer);
  const cards = cardsOf(sandbox, customer.id).map((card) => {
    const name = cardName(card);
    const buttons =
      card.id === charged
        ? html`<span class="tag">Default</span>`
        : portalForm(
            session,
            html`${hidden("method", card.id)}<div class="actions">${actionButton("default", html`Make default<span class="unseen">: ${name}</span>`)}
${actionButton("remove_card", html`Remove<span class="unseen">: ${name}</span>`)}</div>`,
          );
    return html`<li><div class="row"><span>${name}</span>${buttons}</div></li>`;
  });
  return section(
    "methods",
    "Payment method",
    html`${cards.length === 0 ? html`<p>There is no card yet.</p>` : html`<ul class="lines">${cards}</ul>`}
<p><a class="button" href="${portalUrl(session, "?view=card")}">Add payment method</a></p>`,
  );
}

function taxIds(sandbox: Sandbox, session: PortalSession): Html {
  const types: readonly Option[] = COMMON_TAX_IDS.map(([type, label, example]) => [type, `${label} (${example})`]);
  const present = taxIdsOf(sandbox, session.customer).map(
    (taxId) => html`<li><div class="row"><span>${wordsOf(taxId.value)}</span>
${portalForm(session, html`${hidden("tax_id", taxId.id)}${actionButton("remove_tax_id", html`Remove<span class="unseen"> ${wordsOf(taxId.value)}</span>`)}`)}</div></li>`,
  );
  return html`<h3>Tax IDs</h3><ul class="lines">${present}</ul>
${portalForm(
  session,
  html`${selectField(EMPTY, "tax_id_type", "Type of tax ID", types)}
${textField(EMPTY, "tax_id_value", "Tax ID")}${actionButton("add_tax_id", "Add tax ID")}`,
)}`;
}

function details(sandbox: Sandbox, session: PortalSession, customer: CustomerWire, filled?: Filled): Part {
  const feature = featureOf(sandbox, session, "customer_update");
  if (feature.enabled !== true) return null;
  const shown = filled ?? filledDetails(customer);
  const withTaxIds =
    rowsOf([feature]).length > 0 &&
    Array.isArray(feature.allowed_updates) &&
    feature.allowed_updates.includes("tax_id");
  const form = portalForm(
    session,
    html`${textField(shown, "billing_name", "Name", { autocomplete: "organization" })}
${textField(shown, "email", "Email", { type: "email", autocomplete: "email" })}
${textField(shown, "line1", "Address line 1", { autocomplete: "address-line1" })}
${textField(shown, "line2", "Address line 2 (optional)", { autocomplete: "address-line2" })}
<div class="pair">${textField(shown, "city", "City", { autocomplete: "address-level2" })}
${textField(shown, "state", "State or region (optional)", { autocomplete: "address-level1" })}
${textField(shown, "postal_code", "ZIP or postal code", { autocomplete: "postal-code" })}
${countryField(shown)}</div>
${textField(shown, "purchase_order", "Purchase order (optional)")}
${actionButton("details", "Save billing details", { main: true })}`,
  );
  return section("details", "Billing details", html`${form}${withTaxIds ? taxIds(sandbox, session) : null}`);
}

function invoices(sandbox: Sandbox, session: PortalSession): Part {
  if (featureOf(sandbox, session, "invoice_history").enabled !== true) return null;
  const rows = allOf(sandbox, "invoice").filter((one) => one.customer === session.customer && one.status !== "draft");
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="Table of invoices"><table>
<thead><tr><th scope="col">Number</th><th scope="col">Date</th><th scope="col">Status</th><th scope="col" class="amount">Amount</th><th scope="col">PDF</th></tr></thead>
<tbody>${rows.map(
    (one) => html`<tr><td><a href="/pages/invoices/${one.id}">${one.number}</a></td><td>${day(one.created)}</td>
<td>${one.status}</td><td class="amount">${money(one.total, one.currency)}</td>
<td><a href="/pages/invoices/${one.id}/pdf">PDF<span class="unseen"> of ${one.number}</span></a></td></tr>`,
  )}</tbody></table></div>`;
  return section("invoices", "Invoices", rows.length === 0 ? html`<p>There is no invoice yet.</p>` : table);
}

export function renderHome(
  sandbox: Sandbox,
  session: PortalSession,
  customer: CustomerWire,
  said: Said,
  filled?: Filled,
): string {
  return frame(
    session,
    "Manage billing",
    said,
    html`<div class="columns"><div>${subscriptions(sandbox, session)}
${paymentMethods(sandbox, session, customer)}</div>${details(sandbox, session, customer, filled)}</div>
${invoices(sandbox, session)}`,
  );
}

export function renderCardForm(session: PortalSession, filled: Filled, said: Said): string {
  return frame(
    session,
    "Add payment method",
    said,
    html`<div class="card">${portalForm(
      session,
      html`${cardFields(filled)}<div class="actions">${actionButton("card", "Add card", { main: true })}
<a href="${portalUrl(session)}">Go back</a></div>`,
    )}</div>`,
  );
}

export function renderExpired(): string {
  return layout(
    "Link expired",
    html`<h1>Link expired</h1><p>A link to this page lasts an hour. Open it again from where you came.</p>`,
    true,
  );
}
