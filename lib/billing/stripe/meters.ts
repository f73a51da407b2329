import "server-only";
import Stripe from "stripe";
import { collect, PAGE } from "@/lib/billing/stripe/all-pages";
import { stripeClient } from "@/lib/billing/stripe/client";
import { callStripe } from "@/lib/billing/stripe/failures";
import { toSeconds } from "@/lib/billing/stripe/wire-values";

export type MeterEvent = {
  /** The id of the ledger row, or of the hour it sums up: Stripe counts each identifier once. */
  identifier: string;
  meter: string;
  customerId: string;
  /** Whole units. */
  value: bigint;
  at: Date;
};

export type MeterReport = { reported: string[]; refused: { identifier: string; reason: string }[] };

/** The fields of an event, under a meter's default names. */
const CUSTOMER = "stripe_customer_id";
const VALUE = "value";

/** Reads the meters that sum up our events: their ids by event name. Errors: UPSTREAM. */
export async function summingMeters(): Promise<ReadonlyMap<string, string>> {
  const meters = await callStripe("billing.meters.list", () =>
    collect(stripeClient().billing.meters.list({ status: "active", limit: PAGE })),
  );
  const usable = meters.filter(
    ({ default_aggregation, customer_mapping, value_settings }) =>
      default_aggregation.formula === "sum" &&
      customer_mapping.event_payload_key === CUSTOMER &&
      value_settings.event_payload_key === VALUE,
  );
  return new Map(usable.map(({ event_name, id }) => [event_name, id]));
}

/**
 * Reads Stripe's count for a customer, between two whole minutes, the last one excluded; Stripe counts minutes late.
 * Errors: UPSTREAM.
 */
export async function countedUsage(of: {
  meterId: string;
  customerId: string;
  from: Date;
  until: Date;
}): Promise<number> {
  const range = { customer: of.customerId, start_time: toSeconds(of.from), end_time: toSeconds(of.until), limit: PAGE };
  const summaries = await callStripe("billing.meters.event_summaries", () =>
    collect(stripeClient().billing.meters.listEventSummaries(of.meterId, range)),
  );
  return summaries.reduce((sum, { aggregated_value }) => sum + aggregated_value, 0);
}

/**
 * Reports usage, one event each. An event that Stripe already has counts as reported; one that it rejects (older than
 * 35 days, more than 5 minutes ahead, an unknown meter) is returned as refused, and the others continue.
 * Errors: UPSTREAM.
 */
export async function reportMeterEvents(events: readonly MeterEvent[]): Promise<MeterReport> {
  const report: MeterReport = { reported: [], refused: [] };
  for (const event of events) {
    const reason = await refusalOf(event);
    if (reason === null) report.reported.push(event.identifier);
    else report.refused.push({ identifier: event.identifier, reason });
  }
  return report;
}

async function refusalOf(event: MeterEvent): Promise<string | null> {
  return callStripe("billing.meter_events.create", async () => {
    try {
      await send(event);
      return null;
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      return isCounted(error) ? null : (error.code ?? error.param ?? error.type);
    }
  });
}

async function send({ identifier, meter, customerId, value, at }: MeterEvent): Promise<void> {
  const payload = { [CUSTOMER]: customerId, [VALUE]: value.toString() };
  await stripeClient().billing.meterEvents.create(
    { event_name: meter, identifier, payload, timestamp: toSeconds(at) },
    { idempotencyKey: `meter:${identifier}` },
  );
}

/** Stripe names the repeated identifier only in the message. */
function isCounted({ code, message }: Stripe.errors.StripeError): boolean {
  return code === "duplicate_meter_event" || message.startsWith("An event already exists with identifier");
}
