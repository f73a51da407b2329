import { find } from "../../billing/objects/stored";
import type { SubscriptionWire } from "../../billing/objects/wires";
import { releaseSchedule } from "../../billing/schedules/schedule";
import { changeSubscription } from "../../billing/subscriptions/update";
import { invalid } from "../../http/errors";
import type { Fields, Sandbox } from "../../types";
import { actionButton, hidden } from "../html/fields-form";
import { day } from "../html/format";
import { html } from "../html/html";
import { typed } from "../html/read";
import { frame, itemWords, portalForm, portalUrl } from "./page";
import { featureOf, type PortalSession } from "./sessions";

/** What came of an action: a page to show, or words for the page that follows. */
export type Outcome = { html: string } | { done: string };

function ownSubscription(sandbox: Sandbox, session: PortalSession, input: Fields): SubscriptionWire {
  const subscription = find(sandbox, "subscription", typed(input, "subscription"));
  if (!subscription || subscription.customer !== session.customer) throw invalid("There is no such subscription.");
  return subscription;
}

export function cancelForm(sandbox: Sandbox, session: PortalSession, input: Fields): Outcome {
  const subscription = ownSubscription(sandbox, session, input);
  const end = Math.min(...subscription.items.data.map((item) => item.current_period_end));
  return {
    html: frame(
      session,
      "Cancel plan",
      {},
      html`<div class="card">${itemWords(sandbox, subscription)}
<p>It stays as it is until ${day(end)}, and ends then. You can take this back until that day.</p>${portalForm(
        session,
        html`${hidden("subscription", subscription.id)}
<div class="actions">${actionButton("cancel", "Cancel plan", { main: true })}<a href="${portalUrl(session)}">Go back</a></div>`,
      )}</div>`,
    ),
  };
}

/** Ends it with its period. A planned change is off: there is no next period for it. */
export function cancel(sandbox: Sandbox, session: PortalSession, input: Fields): Outcome {
  const { id, schedule } = ownSubscription(sandbox, session, input);
  if (featureOf(sandbox, session, "subscription_cancel").enabled !== true) {
    throw invalid("This subscription cannot be canceled here.");
  }
  if (schedule !== null && find(sandbox, "subscription_schedule", schedule)) releaseSchedule(sandbox, schedule);
  changeSubscription(sandbox, id, { cancel_at_period_end: "true" });
  return { done: "canceled" };
}

export function resume(sandbox: Sandbox, session: PortalSession, input: Fields): Outcome {
  const subscription = ownSubscription(sandbox, session, input);
  if (subscription.cancel_at !== null) {
    const taken = subscription.cancel_at_period_end ? { cancel_at_period_end: "false" } : { cancel_at: "" };
    changeSubscription(sandbox, subscription.id, taken);
  }
  return { done: "resumed" };
}
