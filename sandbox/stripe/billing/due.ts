import type { Due, DueSource, Sandbox } from "../types";
import { attempt } from "./invoices/pay";
import { allOf, isMarked, markOnce } from "./objects/stored";
import type { InvoiceWire, ScheduleWire, SubscriptionWire } from "./objects/wires";
import { lastEnd } from "./schedules/schedule";
import { transition } from "./schedules/transition";
import { endAsSet } from "./subscriptions/cancel";
import { isOver } from "./subscriptions/end";
import { expireIncomplete, HOURS_TO_COMPLETE } from "./subscriptions/expire";
import { dropPendingUpdate } from "./subscriptions/pending-update";
import { currentPeriod } from "./subscriptions/plan-change";
import { upcomingInvoice } from "./subscriptions/preview";
import { advanceDraft, renew } from "./subscriptions/renew";
import { afterFailed } from "./subscriptions/standing";

const DAY = 86_400;
const DAYS_BEFORE_TRIAL_END = 3;
const DAYS_BEFORE_RENEWAL = 7;
const DAYS_BEFORE_DUE = 3;
const RENEWS = ["active", "past_due", "unpaid"];

/** Something said once, at an instant. */
function once(sandbox: Sandbox, mark: string, at: number, run: () => void): Due[] {
  if (isMarked(sandbox, mark)) return [];
  return [{ at, run: () => markOnce(sandbox, mark) && run() }];
}

function ofSubscription(sandbox: Sandbox, one: SubscriptionWire): Due[] {
  if (isOver(one)) return [];
  const due: Due[] = [];
  const add = (at: number, run: () => void) => due.push({ at, run });
  const { end, start } = currentPeriod(one);
  if (one.pending_update) add(one.pending_update.expires_at, () => dropPendingUpdate(sandbox, one, true));
  if (one.status === "incomplete") add(one.created + HOURS_TO_COMPLETE, () => expireIncomplete(sandbox, one));
  if (one.cancel_at !== null && one.status !== "incomplete") add(one.cancel_at, () => endAsSet(sandbox, one));
  if (one.status === "trialing" && one.trial_end !== null) {
    const soon = one.trial_end - DAYS_BEFORE_TRIAL_END * DAY;
    due.push(
      ...once(sandbox, `trial_will_end:${one.id}:${one.trial_end}`, soon, () =>
        sandbox.emit("customer.subscription.trial_will_end", one),
      ),
    );
    add(one.trial_end, () => renew(sandbox, one, { status: "active" }));
  }
  if (RENEWS.includes(one.status)) add(end, () => renew(sandbox, one));
  const reminder = end - DAYS_BEFORE_RENEWAL * DAY;
  const renews = one.cancel_at === null || one.cancel_at > end;
  if (["active", "trialing"].includes(one.status) && renews && reminder > start) {
    due.push(
      ...once(sandbox, `upcoming:${one.id}:${end}`, reminder, () =>
        sandbox.emit("invoice.upcoming", upcomingInvoice(sandbox, one)),
      ),
    );
  }
  return due;
}

function ofInvoice(sandbox: Sandbox, one: InvoiceWire): Due[] {
  if (one.status === "draft" && one.auto_advance && one.automatically_finalizes_at !== null) {
    return [{ at: one.automatically_finalizes_at, run: () => advanceDraft(sandbox, one) }];
  }
  if (one.status !== "open") return [];
  if (one.next_payment_attempt !== null) {
    const run = () => attempt(sandbox, one, { offSession: true, automatic: true });
    return [{ at: one.next_payment_attempt, run }];
  }
  const due = one.due_date;
  if (one.collection_method !== "send_invoice" || due === null) return [];
  const soon = due - DAYS_BEFORE_DUE * DAY;
  const reminded = soon > (one.status_transitions.finalized_at ?? one.created);
  return [
    ...(reminded ? once(sandbox, `will_be_due:${one.id}`, soon, () => sandbox.emit("invoice.will_be_due", one)) : []),
    ...once(sandbox, `overdue:${one.id}`, due, () => {
      sandbox.emit("invoice.overdue", one);
      afterFailed(sandbox, one);
    }),
  ];
}

function ofSchedule(sandbox: Sandbox, one: ScheduleWire): Due[] {
  if (one.status !== "active" || !one.current_phase) return [];
  const soon = lastEnd(one) - DAYS_BEFORE_RENEWAL * DAY;
  return [
    ...once(sandbox, `expiring:${one.id}:${soon}`, soon, () => sandbox.emit("subscription_schedule.expiring", one)),
    { at: one.current_phase.end_date, run: () => transition(sandbox, one) },
  ];
}

/** At one instant: a phase of a schedule comes before what ends, and that before what renews. */
export const BILLING_DUE: DueSource[] = [
  (sandbox) => allOf(sandbox, "subscription_schedule").flatMap((one) => ofSchedule(sandbox, one)),
  (sandbox) => allOf(sandbox, "subscription").flatMap((one) => ofSubscription(sandbox, one)),
  (sandbox) => allOf(sandbox, "invoice").flatMap((one) => ofInvoice(sandbox, one)),
];
