import "server-only";
import Stripe from "stripe";
import { stripeClient } from "./client";
import { callStripe } from "./failures";
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
  const payload = { stripe_customer_id: customerId, value: value.toString() };
  await stripeClient().billing.meterEvents.create(
    { event_name: meter, identifier, payload, timestamp: toSeconds(at) },
    { idempotencyKey: `meter:${identifier}` },
  );
}

/** Stripe names the repeated identifier only in its words. */
function isCounted({ code, message }: Stripe.errors.StripeError): boolean {
  return code === "duplicate_meter_event" || message.startsWith("An event already exists with identifier");
}
