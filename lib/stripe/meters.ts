import "server-only";
import { stripeClient } from "./client";
import { callStripe, StripeRefusal } from "./failures";
import { toSeconds } from "./wire-values";

export type MeterEvent = {
  /** Id of the ledger row or of the hour it sums up: Stripe counts each identifier once. */
  identifier: string;
  meter: string;
  customerId: string;
  /** Whole units. */
  value: bigint;
  at: Date;
};

export type MeterReport = { reported: string[]; refused: { identifier: string; reason: string }[] };

/**
 * Reports usage, one event each. One that Stripe has already is reported; one that it does not take (older than 35 days,
 * more than 5 minutes ahead, a meter it does not know) is refused, and the others go on. Errors: UPSTREAM.
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

async function refusalOf({ identifier, meter, customerId, value, at }: MeterEvent): Promise<string | null> {
  try {
    await callStripe("billing.meter_events.create", () =>
      stripeClient().billing.meterEvents.create(
        {
          event_name: meter,
          identifier,
          payload: { stripe_customer_id: customerId, value: value.toString() },
          timestamp: toSeconds(at),
        },
        { idempotencyKey: `meter:${identifier}` },
      ),
    );
    return null;
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    return error.code === "duplicate_meter_event" ? null : error.code;
  }
}
