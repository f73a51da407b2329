import { invalid } from "../../http/errors";
import { readFields, readInteger, readOneOf, requireText } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { subscriptionDraft } from "../invoices/for-subscription";
import { openDraft } from "../invoices/keep";
import { type DraftLine, regularLine, trialLine } from "../invoices/lines";
import { boundary } from "../maths/periods";
import { loadCustomer } from "../objects/customers";
import { cadenceOf } from "../objects/prices";
import { change, load } from "../objects/stored";
import type { CustomerWire, ItemWire, SubscriptionWire } from "../objects/wires";
import { collectNow, name, PAYMENT_BEHAVIORS } from "./collect";
import { readCancellation, readSettings } from "./fields";
import { makeItem, readItems, refuseMix } from "./items";
import { periodOf, readTrialEnd } from "./plan-change";

const DAY = 86_400;

/** A subscription that is not stored, and the lines of its first invoice: what `create_preview` shows of one to come. */
export function planSubscription(
  sandbox: Sandbox,
  customer: CustomerWire,
  input: Fields,
): { subscription: SubscriptionWire; lines: DraftLine[] } {
  const wanted = readItems(sandbox, input);
  readOneOf(readFields(input, "billing_mode") ?? {}, "type", ["flexible"]);
  refuseMix(
    wanted.map(({ price }) => price),
    null,
  );
  const currency = wanted[0]?.price.currency ?? "usd";
  refuseOtherCurrency(customer, currency);
  const now = sandbox.clock.now();
  const trialEnd = readTrial(input, now);
  const anchor = trialEnd ?? now;
  const id = sandbox.store.id("sub");
  const items = wanted.map(({ price, quantity, metadata }) => {
    const end = anchor > now ? anchor : boundary(anchor, cadenceOf(price, "items"), 1);
    return makeItem(sandbox, { subscription: id, at: now, period: { start: now, end } }, price, quantity, metadata);
  });
  const blank = blankSubscription(id, { customer, currency, now, anchor, trialEnd, items });
  const settled = { ...blank, ...readSettings(sandbox, blank, input) };
  const periodEnd = Math.min(...items.map((item) => item.current_period_end));
  const subscription: SubscriptionWire = {
    ...settled,
    ...readCancellation(settled, input, { now, periodEnd }),
    status: trialEnd !== null ? "trialing" : settled.collection_method === "send_invoice" ? "active" : "incomplete",
  };
  const lines = items.map((item) => (trialEnd === null ? regularLine : trialLine)(sandbox, item, periodOf(item)));
  return { subscription, lines };
}

/** Parameters as `POST /v1/subscriptions` takes them. A refused card leaves it incomplete. */
export function createSubscription(sandbox: Sandbox, input: Fields): SubscriptionWire {
  const behavior = readOneOf(input, "payment_behavior", PAYMENT_BEHAVIORS) ?? "allow_incomplete";
  const customer = loadCustomer(sandbox, requireText(input, "customer"));
  const { subscription, lines } = planSubscription(sandbox, customer, input);
  const now = subscription.created;
  if (customer.currency !== subscription.currency) {
    change(sandbox, customer, { currency: subscription.currency }, "customer.updated");
  }
  sandbox.store.put(subscription);
  sandbox.emit("customer.subscription.created", subscription);
  const draft = { reason: "subscription_create" as const, lines, period: { start: now, end: now }, at: now };
  const invoice = openDraft(sandbox, subscriptionDraft(sandbox, subscription, draft));
  name(sandbox, subscription, invoice);
  collectNow(sandbox, invoice, behavior);
  return load(sandbox, "subscription", subscription.id);
}

function refuseOtherCurrency(customer: CustomerWire, currency: string): void {
  if (customer.currency !== null && customer.currency !== currency) {
    throw invalid(
      `You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency ${customer.currency}`,
      "currency",
    );
  }
}

function readTrial(input: Fields, now: number): number | null {
  const days = readInteger(input, "trial_period_days");
  if (days !== undefined && input.trial_end !== undefined) {
    throw invalid("You can only set one of `trial_end` and `trial_period_days`.", "trial_end");
  }
  if (days !== undefined && (days < 1 || days > 730)) {
    throw invalid("The trial_period_days must be between 1 and 730.", "trial_period_days", "parameter_invalid_integer");
  }
  if (days !== undefined) return now + days * DAY;
  const end = readTrialEnd(input, now);
  return end === undefined || end === now ? null : end;
}

function blankSubscription(
  id: string,
  of: {
    customer: CustomerWire;
    currency: string;
    now: number;
    anchor: number;
    trialEnd: number | null;
    items: ItemWire[];
  },
): SubscriptionWire {
  return {
    id,
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: of.anchor,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: "included" }, type: "flexible" },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: "charge_automatically",
    created: of.now,
    currency: of.currency,
    customer: of.customer.id,
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: { object: "list", data: of.items, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: "off",
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: of.now,
    status: "incomplete",
    test_clock: null,
    transfer_data: null,
    trial_end: of.trialEnd,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: "create_invoice" } },
    trial_start: of.trialEnd === null ? null : of.now,
  };
}
