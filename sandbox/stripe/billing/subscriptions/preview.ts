import { missingParameter, StripeError } from "../../http/errors";
import { readFields, readFlag, readOneOf, readText } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { compose, type InvoiceDraft } from "../invoices/compose";
import { subscriptionDraft } from "../invoices/for-subscription";
import type { DraftLine } from "../invoices/lines";
import { pendingLines } from "../invoices/pending";
import { loadCustomer, NOBODY } from "../objects/customers";
import { readRows, refuseOthers } from "../objects/rows";
import { allOf, find, load } from "../objects/stored";
import type { InvoiceWire, PhaseWire, SubscriptionWire } from "../objects/wires";
import { inPhase, PHASE, phaseFrom, readPhases } from "../schedules/phases";
import { planSubscription } from "./create";
import { isOver } from "./end";
import { creditOf, currentPeriod, type PlannedChange, planChange } from "./plan-change";
import { nextCycle } from "./renew";

const DETAILS = [
  "billing_cycle_anchor",
  "billing_mode",
  "cancel_at",
  "cancel_at_period_end",
  "cancel_now",
  "items",
  "metadata",
  "proration_behavior",
  "proration_date",
  "trial_end",
];

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
  const phase = nextPhase(sandbox, subscription, input);
  if (phase) return upcoming(sandbox, inPhase(sandbox, subscription, phase), []);
  if (recurring) return upcoming(sandbox, changed, []);
  if (readFlag(details, "cancel_now")) return ofCancel(sandbox, subscription, details, now);
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
  if (!ends(changed, details)) return upcoming(sandbox, changed, lines, planned.prorationDate);
  if (lines.length === 0) throw none();
  const at = currentPeriod(changed).end;
  const period = currentPeriod(changed);
  return subscriptionDraft(sandbox, changed, { reason: "subscription_cycle", lines, period, at });
}

function subscriptionOf(sandbox: Sandbox, input: Fields, details: Fields): SubscriptionWire | undefined {
  const schedule = readText(input, "schedule");
  const id = schedule
    ? load(sandbox, "subscription_schedule", schedule, "schedule").subscription
    : readText(input, "subscription");
  if (id) {
    const subscription = load(sandbox, "subscription", id, "subscription");
    if (isOver(subscription)) throw none();
    return subscription;
  }
  if (details.items !== undefined || input.schedule_details !== undefined) return undefined;
  const customer = readText(input, "customer");
  const own = allOf(sandbox, "subscription").filter((one) => one.customer === customer && !isOver(one));
  const next = [...own].sort((a, b) => currentPeriod(a).end - currentPeriod(b).end)[0];
  if (!next) throw none();
  return next;
}

/** A subscription that does not exist yet: its first invoice. */
function draftOfNew(sandbox: Sandbox, input: Fields, details: Fields): InvoiceDraft {
  const [phase] = readRows(readFields(input, "schedule_details") ?? {}, "phases", PHASE);
  const id = readText(input, "customer");
  if (!id && !readText(input, "currency")) throw missingParameter("customer");
  const customer = loadCustomer(sandbox, id ?? NOBODY.id);
  const { subscription, lines } = planSubscription(sandbox, customer, phase ? { items: phase.row.items } : details);
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

function ends(subscription: SubscriptionWire, details: Fields): boolean {
  const asked = readFlag(details, "cancel_at_period_end");
  const at = details.cancel_at === "" ? null : Number(readText(details, "cancel_at")) || subscription.cancel_at;
  const end = currentPeriod(subscription).end;
  return asked ?? (at !== null && at <= end);
}

/** `schedule_details`: what a schedule with these phases would begin with once the present period ends. */
function nextPhase(sandbox: Sandbox, subscription: SubscriptionWire, input: Fields): PhaseWire | undefined {
  const details = readFields(input, "schedule_details");
  if (!details) return undefined;
  refuseOthers(details, ["end_behavior", "phases", "proration_behavior"], "schedule_details");
  const { start, end } = currentPeriod(subscription);
  return phaseFrom(readPhases(sandbox, subscription, details, start), end);
}

/** What the end of the present period brings. */
function upcoming(
  sandbox: Sandbox,
  subscription: SubscriptionWire,
  waiting: readonly DraftLine[],
  prorationDate: number | null = null,
): InvoiceDraft {
  if (subscription.status === "paused") throw none();
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

function ofCancel(sandbox: Sandbox, subscription: SubscriptionWire, details: Fields, now: number): InvoiceDraft {
  const prorates = details.proration_behavior !== "none" && subscription.status !== "trialing";
  const credits = prorates
    ? subscription.items.data.flatMap((item) => creditOf(sandbox, subscription, item, now) ?? [])
    : [];
  return subscriptionDraft(sandbox, subscription, {
    reason: "subscription_update",
    lines: [...pendingLines(sandbox, subscription.customer, subscription.id), ...credits],
    period: { start: now, end: now },
    at: now,
  });
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
