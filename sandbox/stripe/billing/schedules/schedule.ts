import { invalid } from "../../http/errors";
import { readOneOf, requireText } from "../../http/fields";
import { mergeMetadata } from "../../http/metadata";
import type { Fields, Sandbox } from "../../types";
import { change, create, find, load } from "../objects/stored";
import type { ScheduleWire, SubscriptionWire } from "../objects/wires";
import { isOver } from "../subscriptions/end";
import { changeSubscription } from "../subscriptions/update";
import { presentPhase, readPhases } from "./phases";

const LIVE = ["active", "not_started"];

/** Schedules here begin with a subscription that runs. */
export function createSchedule(sandbox: Sandbox, input: Fields): ScheduleWire {
  const subscription = load(sandbox, "subscription", requireText(input, "from_subscription"), "from_subscription");
  if (subscription.schedule !== null) {
    throw invalid("You cannot migrate a subscription that is already attached to a schedule.", "from_subscription");
  }
  if (isOver(subscription) || subscription.status === "incomplete") {
    throw invalid(
      `You cannot migrate a subscription with the status ${subscription.status} to a schedule.`,
      "from_subscription",
    );
  }
  const phase = presentPhase(subscription);
  const schedule: ScheduleWire = {
    id: sandbox.store.id("sub_sched"),
    object: "subscription_schedule",
    application: null,
    billing_mode: subscription.billing_mode,
    canceled_at: null,
    completed_at: null,
    created: sandbox.clock.now(),
    current_phase: { start_date: phase.start_date, end_date: phase.end_date },
    customer: subscription.customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      automatic_tax: subscription.automatic_tax,
      billing_cycle_anchor: "automatic",
      billing_thresholds: null,
      collection_method: subscription.collection_method,
      default_payment_method: subscription.default_payment_method,
      description: null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: subscription.days_until_due,
        description: null,
        footer: null,
        issuer: { type: "self" },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: subscription.cancel_at_period_end ? "cancel" : "release",
    livemode: false,
    metadata: mergeMetadata({}, input),
    pause_schedules: [],
    phases: [phase],
    released_at: null,
    released_subscription: null,
    status: "active",
    subscription: subscription.id,
    test_clock: null,
  };
  create(sandbox, schedule, "subscription_schedule.created");
  change(sandbox, subscription, { schedule: schedule.id }, "customer.subscription.updated");
  return schedule;
}

function live(schedule: ScheduleWire, verb: string): ScheduleWire {
  if (LIVE.includes(schedule.status)) return schedule;
  throw invalid(
    `You cannot ${verb} a subscription schedule that is currently in the \`${schedule.status}\` status. It must be in one of these statuses: ${LIVE.join(", ")}.`,
    "schedule",
  );
}

export function updateSchedule(sandbox: Sandbox, id: string, input: Fields): ScheduleWire {
  const schedule = live(load(sandbox, "subscription_schedule", id), "update");
  const subscription = load(sandbox, "subscription", schedule.subscription ?? "");
  const start = schedule.current_phase?.start_date ?? schedule.created;
  const phases = input.phases === undefined ? schedule.phases : readPhases(sandbox, subscription, input, start);
  const [first] = phases;
  if (first && first.end_date <= sandbox.clock.now()) {
    throw invalid("You can not end the current phase in the past.", "phases[0][end_date]");
  }
  const end_behavior = readOneOf(input, "end_behavior", ["release"]) ?? schedule.end_behavior;
  const changed = change(
    sandbox,
    schedule,
    {
      phases,
      current_phase: first ? { start_date: first.start_date, end_date: first.end_date } : schedule.current_phase,
      end_behavior,
      metadata: mergeMetadata(schedule.metadata, input),
    },
    "subscription_schedule.updated",
  );
  applyPresent(sandbox, subscription, changed, input);
  return load(sandbox, "subscription_schedule", changed.id);
}

/** An edit of the present phase is an edit of the subscription. */
function applyPresent(sandbox: Sandbox, subscription: SubscriptionWire, schedule: ScheduleWire, input: Fields): void {
  const wanted = schedule.phases[0]?.items ?? [];
  const present = subscription.items.data;
  const rows = [
    ...wanted.map(({ price, quantity }) => {
      const known = present.find((item) => item.price.id === price);
      return { ...(known ? { id: known.id } : { price }), quantity };
    }),
    ...present
      .filter((item) => !wanted.some(({ price }) => price === item.price.id))
      .map(({ id }) => ({ id, deleted: true })),
  ];
  const same =
    rows.length === present.length &&
    rows.every((row) =>
      present.some((item) => "id" in row && item.id === row.id && "quantity" in row && item.quantity === row.quantity),
    );
  if (same) return;
  changeSubscription(sandbox, subscription.id, {
    items: rows,
    proration_behavior: readOneOf(input, "proration_behavior", ["create_prorations", "always_invoice", "none"]),
  });
}

/** The subscription goes on by itself, as it is. */
export function releaseSchedule(sandbox: Sandbox, id: string): ScheduleWire {
  const schedule = live(load(sandbox, "subscription_schedule", id), "release");
  const released = change(
    sandbox,
    schedule,
    {
      status: "released",
      released_at: sandbox.clock.now(),
      released_subscription: schedule.subscription,
      subscription: null,
      current_phase: null,
    },
    "subscription_schedule.released",
  );
  const subscription =
    schedule.subscription === null ? undefined : find(sandbox, "subscription", schedule.subscription);
  if (subscription) change(sandbox, subscription, { schedule: null }, "customer.subscription.updated");
  return released;
}

export function lastEnd(schedule: ScheduleWire): number {
  return schedule.phases.at(-1)?.end_date ?? schedule.current_phase?.end_date ?? 0;
}
