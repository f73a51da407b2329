import { missingParameter, StripeError } from "../../http/errors";
import { readFields, readFlag, readOneOf, readText, requireText } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { compose, type InvoiceDraft } from "../invoices/compose";
import { subscriptionDraft } from "../invoices/for-subscription";
import type { DraftLine } from "../invoices/lines";
import { pendingLines } from "../invoices/pending";
import { loadCustomer, NOBODY } from "../objects/customers";
import { refuseOthers } from "../objects/rows";
import { find, load } from "../objects/stored";
import type { InvoiceWire, SubscriptionWire } from "../objects/wires";
import { inPhase, phaseFrom } from "../schedules/phases";
import { planSubscription } from "./create";
import { isOver } from "./end";
import { currentPeriod, type PlannedChange, planChange } from "./plan-change";
import { nextCycle } from "./renew";

const DETAILS = ["billing_mode", "items", "proration_behavior", "proration_date", "trial_end"];

/** Parameters as `POST /v1/invoices/create_preview` takes them. Nothing is stored: the id is of this answer only. */
export function previewInvoice(sandbox: Sandbox, input: Fields): InvoiceWire {
  const draft = previewDraft(sandbox, input);
  const tax = readFields(input, "automatic_tax");
  const automaticTax = (tax ? readFlag(tax, "enabled") : undefined) ?? draft.automaticTax;
  const id = sandbox.store.id("upcoming_in");
  const { invoice, lines } = compose(sandbox, id, { ...draft, automaticTax });
  return { ...invoice, lines: { ...invoice.lines, data: lines, has_more: false } };
}

function previewDraft(sandbox: Sandbox, input: Fields): InvoiceDraft {
  const details = readFields(input, "subscription_details") ?? {};
  const recurring = readOneOf(input, "preview_mode", ["next", "recurring"]) === "recurring";
  refuseOthers(details, DETAILS, "subscription_details");
  const subscription = subscriptionOf(sandbox, input, details);
  if (!subscription) return draftOfNew(sandbox, input, details);
  const now = sandbox.clock.now();
  const planned = planChange(sandbox, subscription, details, now);
  const changed = withPlan(subscription, planned);
  if (recurring) return upcoming(sandbox, changed, []);
  const waiting = pendingLines(sandbox, subscription.customer, subscription.id);
  if (planned.invoicesNow) {
    return subscriptionDraft(sandbox, subscription, {
      reason: "subscription_update",
      lines: [...waiting, ...planned.prorations, ...planned.regular],
      period: { start: now, end: now },
      at: now,
      prorationDate: planned.prorationDate,
    });
  }
  const lines = [...waiting, ...planned.prorations];
  if (!ends(changed)) return upcoming(sandbox, changed, lines, planned.prorationDate);
  if (lines.length === 0) throw none();
  const at = currentPeriod(changed).end;
  const period = currentPeriod(changed);
  return subscriptionDraft(sandbox, changed, { reason: "subscription_cycle", lines, period, at });
}

function subscriptionOf(sandbox: Sandbox, input: Fields, details: Fields): SubscriptionWire | undefined {
  const id = readText(input, "subscription");
  if (!id && details.items !== undefined) return undefined;
  const subscription = load(sandbox, "subscription", requireText(input, "subscription"), "subscription");
  if (isOver(subscription)) throw none();
  return subscription;
}

/** A subscription that does not exist yet: its first invoice. */
function draftOfNew(sandbox: Sandbox, input: Fields, details: Fields): InvoiceDraft {
  const id = readText(input, "customer");
  if (!id && !readText(input, "currency")) throw missingParameter("customer");
  const customer = loadCustomer(sandbox, id ?? NOBODY.id);
  const { subscription, lines } = planSubscription(sandbox, customer, details);
  const now = subscription.created;
  return subscriptionDraft(sandbox, subscription, {
    reason: "subscription_create",
    lines,
    period: { start: now, end: now },
    at: now,
  });
}

function withPlan(subscription: SubscriptionWire, planned: PlannedChange): SubscriptionWire {
  return {
    ...subscription,
    items: { ...subscription.items, data: planned.items },
    billing_cycle_anchor: planned.anchor,
    trial_end: planned.trialEnd,
  };
}

function ends(subscription: SubscriptionWire): boolean {
  return subscription.cancel_at !== null && subscription.cancel_at <= currentPeriod(subscription).end;
}

/** What the end of the present period brings. */
function upcoming(
  sandbox: Sandbox,
  subscription: SubscriptionWire,
  waiting: readonly DraftLine[],
  prorationDate: number | null = null,
): InvoiceDraft {
  const { lines, ended } = nextCycle(sandbox, asScheduled(sandbox, subscription));
  return subscriptionDraft(sandbox, subscription, {
    reason: "upcoming",
    lines: [...waiting, ...lines],
    period: ended,
    at: ended.end,
    prorationDate,
  });
}

/** The items as they will be when the period ends. */
function asScheduled(sandbox: Sandbox, subscription: SubscriptionWire): SubscriptionWire {
  const schedule =
    subscription.schedule === null ? undefined : find(sandbox, "subscription_schedule", subscription.schedule);
  const end = currentPeriod(subscription).end;
  const phase = schedule?.current_phase?.end_date === end ? phaseFrom(schedule.phases, end) : undefined;
  return phase ? inPhase(sandbox, subscription, phase) : subscription;
}

function none(): StripeError {
  return new StripeError(404, "invalid_request_error", "No upcoming invoices for customer", {
    code: "invoice_upcoming_none",
  });
}

/** The next invoice of a running subscription, for the reminder before it. */
export function upcomingInvoice(sandbox: Sandbox, subscription: SubscriptionWire): InvoiceWire {
  const { customer, id } = subscription;
  return previewInvoice(sandbox, { customer, subscription: id });
}
