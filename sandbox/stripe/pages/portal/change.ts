import { productName } from "../../billing/objects/prices";
import { find, load } from "../../billing/objects/stored";
import type { PriceWire, SubscriptionWire } from "../../billing/objects/wires";
import { cancelSubscription } from "../../billing/subscriptions/cancel";
import { currentPeriod } from "../../billing/subscriptions/plan-change";
import { changeSubscription } from "../../billing/subscriptions/update";
import { invalid, StripeError } from "../../http/errors";
import type { Fields, Sandbox } from "../../types";
import { interval, money } from "../html/format";
import { typed, wordsOf } from "../html/read";
import { type Review, renderCancel, renderReview, renderUpdate } from "./change-page";
import { isDeferred, type Offer, offerFor } from "./offers";
import { previewChange } from "./preview";
import { scheduleChange, withoutSchedule } from "./schedule";
import { featureOf, type PortalSession } from "./sessions";

/** What came of an action: a page to show, or words for the page that follows. */
export type Outcome = { html: string } | { done: string };

function ownSubscription(sandbox: Sandbox, session: PortalSession, input: Fields): SubscriptionWire {
  const subscription = find(sandbox, "subscription", typed(input, "subscription"));
  if (!subscription || subscription.customer !== session.customer) throw invalid("There is no such subscription.");
  return subscription;
}

function offerOf(sandbox: Sandbox, session: PortalSession, subscription: SubscriptionWire): Offer {
  const offer = offerFor(sandbox, featureOf(sandbox, session, "subscription_update"), subscription);
  if (!offer) throw invalid("This subscription cannot be changed here.");
  return offer;
}

export function updateForm(sandbox: Sandbox, session: PortalSession, input: Fields): Outcome {
  const subscription = ownSubscription(sandbox, session, input);
  return { html: renderUpdate(sandbox, session, subscription, offerOf(sandbox, session, subscription), {}) };
}

type Wanted = { offer: Offer; price: PriceWire; quantity: number };

/** What was chosen, or why it cannot be: never beyond what the configuration allows. */
function readWanted(
  sandbox: Sandbox,
  session: PortalSession,
  subscription: SubscriptionWire,
  input: Fields,
): Wanted | string {
  const offer = offerOf(sandbox, session, subscription);
  const price = offer.prices.find(({ id }) => id === typed(input, "price"));
  const text = typed(input, "quantity");
  if (!price) return "Choose one of the plans.";
  if (!/^\d{1,6}$/.test(text)) return "Enter a whole number.";
  const quantity = Number(text);
  if (!offer.quantity && quantity !== offer.item.quantity) return "The quantity cannot be changed here.";
  if (offer.quantity && (quantity < offer.quantity.minimum || quantity > offer.quantity.maximum)) {
    return `Enter a number from ${offer.quantity.minimum} to ${offer.quantity.maximum}.`;
  }
  const same = price.id === offer.item.price.id && quantity === offer.item.quantity;
  return same ? "This is the plan as it is. Change something to go on." : { offer, price, quantity };
}

function changeInput(feature: Fields, { offer, price, quantity }: Wanted, at: number): Fields {
  return {
    items: [{ id: offer.item.id, price: price.id, quantity: String(quantity) }],
    proration_behavior: wordsOf(feature.proration_behavior),
    ...(wordsOf(feature.proration_behavior) === "none" ? {} : { proration_date: String(at) }),
  };
}

function words(sandbox: Sandbox, { price, quantity }: Wanted): string {
  const every = interval(price.recurring?.interval ?? "month", price.recurring?.interval_count ?? 1);
  return `${quantity} × ${productName(sandbox, price)}, ${money((price.unit_amount ?? 0) * quantity, price.currency)} ${every}`;
}

export function review(sandbox: Sandbox, session: PortalSession, input: Fields): Outcome {
  const subscription = ownSubscription(sandbox, session, input);
  const wanted = readWanted(sandbox, session, subscription, input);
  if (typeof wanted === "string") {
    const filled = {
      values: { price: typed(input, "price"), quantity: typed(input, "quantity") },
      problems: { quantity: wanted },
    };
    const offer = offerOf(sandbox, session, subscription);
    return { html: renderUpdate(sandbox, session, subscription, offer, {}, filled) };
  }
  return {
    html: renderReview(session, subscription, reviewOf(sandbox, session, subscription, wanted), words(sandbox, wanted)),
  };
}

function reviewOf(sandbox: Sandbox, session: PortalSession, subscription: SubscriptionWire, wanted: Wanted): Review {
  const feature = featureOf(sandbox, session, "subscription_update");
  const { offer, price, quantity } = wanted;
  if (isDeferred(feature, offer.item, price, quantity)) {
    return { price: price.id, quantity, preview: null, at: currentPeriod(subscription).end };
  }
  const at = sandbox.clock.now(subscription);
  const preview = previewChange(sandbox, subscription, changeInput(feature, wanted, at));
  return { price: price.id, quantity, preview, at };
}

/** Carries out what was confirmed, at the second that was previewed. */
export function update(sandbox: Sandbox, session: PortalSession, input: Fields): Outcome {
  const subscription = ownSubscription(sandbox, session, input);
  const wanted = readWanted(sandbox, session, subscription, input);
  // A second click finds the plan as it was wanted.
  if (typeof wanted === "string") return { done: "updated" };
  const feature = featureOf(sandbox, session, "subscription_update");
  const { offer, price, quantity } = wanted;
  if (isDeferred(feature, offer.item, price, quantity)) {
    scheduleChange(sandbox, subscription, offer.item, price, quantity);
    return { done: "scheduled" };
  }
  try {
    withoutSchedule(sandbox, subscription);
    const at = Number(typed(input, "at"));
    changeSubscription(sandbox, subscription.id, {
      ...changeInput(feature, wanted, at),
      payment_behavior: "error_if_incomplete",
    });
    return { done: "updated" };
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    const now = reviewOf(sandbox, session, load(sandbox, "subscription", subscription.id), wanted);
    return { html: renderReview(session, subscription, now, words(sandbox, wanted), { problem: error.message }) };
  }
}

export function cancelForm(sandbox: Sandbox, session: PortalSession, input: Fields): Outcome {
  return { html: renderCancel(sandbox, session, ownSubscription(sandbox, session, input), {}) };
}

export function cancel(sandbox: Sandbox, session: PortalSession, input: Fields): Outcome {
  const subscription = ownSubscription(sandbox, session, input);
  const feature = featureOf(sandbox, session, "subscription_cancel");
  if (feature.enabled !== true) throw invalid("This subscription cannot be canceled here.");
  withoutSchedule(sandbox, subscription);
  const feedback = typed(input, "feedback");
  const details = feedback === "" ? {} : { cancellation_details: { feedback } };
  if (feature.mode === "immediately") {
    const prorates = wordsOf(feature.proration_behavior) !== "none";
    cancelSubscription(sandbox, subscription.id, {
      ...details,
      prorate: String(prorates),
      invoice_now: String(prorates),
    });
    return { done: "ended" };
  }
  changeSubscription(sandbox, subscription.id, { ...details, cancel_at_period_end: "true" });
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
