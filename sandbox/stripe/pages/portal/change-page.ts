import type { SubscriptionWire } from "../../billing/objects/wires";
import type { Fields, Sandbox } from "../../types";
import { actionButton, type Filled, hidden, selectField, textField } from "../html/fields-form";
import { day, money } from "../html/format";
import { type Html, html, type Part } from "../html/html";
import { rowsOf, wordsOf } from "../html/read";
import { type Offer, priceOptions } from "./offers";
import { frame, itemWords, portalForm, portalUrl, type Said } from "./page";
import type { ChangePreview } from "./preview";
import { featureOf, type PortalSession } from "./sessions";

function back(session: PortalSession, query = ""): Html {
  return html`<a href="${portalUrl(session, query)}">Go back</a>`;
}

export function renderUpdate(
  sandbox: Sandbox,
  session: PortalSession,
  subscription: SubscriptionWire,
  offer: Offer,
  said: Said,
  filled?: Filled,
): string {
  const { item, quantity } = offer;
  const shown = filled ?? { values: { price: item.price.id, quantity: String(item.quantity) }, problems: {} };
  const bounds = quantity && `Quantity (${quantity.minimum} to ${quantity.maximum})`;
  return frame(
    session,
    "Update plan",
    said,
    html`<div class="card">${itemWords(sandbox, subscription)}${portalForm(
      session,
      html`${hidden("subscription", subscription.id)}
${offer.prices.length > 1 ? selectField(shown, "price", "Plan", priceOptions(sandbox, offer)) : hidden("price", item.price.id)}
${bounds === null ? hidden("quantity", String(item.quantity)) : textField(shown, "quantity", bounds, { inputmode: "numeric" })}
<div class="actions">${actionButton("review", "Continue", { main: true })}${back(session)}</div>`,
    )}</div>`,
  );
}

export type Review = {
  price: string;
  quantity: number;
  /** What is charged at once; for a change that waits, when it comes. */
  preview: ChangePreview | null;
  at: number;
};

function lines(preview: ChangePreview, currency: string): Part {
  if (preview.lines.length === 0) return null;
  return html`<ul class="lines">${preview.lines.map(
    (line) => html`<li><div class="row"><span>${line.description}</span>
<span class="amount">${money(line.amount, line.currency)}</span></div></li>`,
  )}${
    preview.tax === 0
      ? null
      : html`<li><div class="row"><span>Tax</span><span class="amount">${money(preview.tax, currency)}</span></div></li>`
  }</ul>`;
}

export function renderReview(
  session: PortalSession,
  subscription: SubscriptionWire,
  review: Review,
  words: string,
  said: Said = {},
): string {
  const { preview } = review;
  const amount = preview ? money(preview.dueNow, subscription.currency) : "";
  return frame(
    session,
    "Confirm the change",
    said,
    html`<div class="card"><p>New plan: ${words}</p>${
      preview
        ? html`${lines(preview, subscription.currency)}<p><strong>Due now: ${amount}</strong></p>`
        : html`<p>The change takes effect on ${day(review.at)}. Nothing is due now.</p>`
    }${portalForm(
      session,
      html`${hidden("subscription", subscription.id)}${hidden("price", review.price)}
${hidden("quantity", String(review.quantity))}${hidden("at", String(review.at))}
<div class="actions">${actionButton("update", "Confirm", { main: true })}
${back(session, `?view=update&subscription=${subscription.id}`)}</div>`,
    )}</div>`,
  );
}

function reasons(feature: Fields): Part {
  const reason = rowsOf([feature.cancellation_reason])[0];
  if (reason?.enabled !== true || !Array.isArray(reason.options)) return null;
  const options = reason.options.map((one) => [String(one), wordsOf(one).replaceAll("_", " ")] as const);
  return selectField({ values: {}, problems: {} }, "feedback", "Why do you cancel? (optional)", [
    ["", "No answer"],
    ...options,
  ]);
}

export function renderCancel(
  sandbox: Sandbox,
  session: PortalSession,
  subscription: SubscriptionWire,
  said: Said,
): string {
  const feature = featureOf(sandbox, session, "subscription_cancel");
  const end = Math.min(...subscription.items.data.map((item) => item.current_period_end));
  const when =
    feature.mode === "immediately"
      ? "It ends now."
      : `It stays as it is until ${day(end)}, and ends then. You can take this back until that day.`;
  return frame(
    session,
    "Cancel plan",
    said,
    html`<div class="card">${itemWords(sandbox, subscription)}<p>${when}</p>${portalForm(
      session,
      html`${hidden("subscription", subscription.id)}${reasons(feature)}
<div class="actions">${actionButton("cancel", "Cancel plan", { main: true })}${back(session)}</div>`,
    )}</div>`,
  );
}
