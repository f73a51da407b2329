import type { Sandbox, Wire } from "../../types";

const SENTENCES: Readonly<Record<string, string>> = {
  archived_meter: "The meter is not active.",
  meter_event_customer_not_found: "The customer of the meter event does not exist.",
  meter_event_invalid_value: "The value of the meter event is not a number.",
  meter_event_no_customer_defined: "The meter event names no customer.",
};

const METER_ERROR_TYPE = "v1.billing.meter.error_report_triggered";

/** Tells of an event that was taken and then not counted. Stripe gathers such errors for a while; here each is told at once. */
export function reportMeterErrors(sandbox: Sandbox, meter: Wire, code: string, identifier: string, at: number): void {
  const sentence = SENTENCES[code] ?? "The meter event is not valid.";
  const instant = new Date(at * 1000).toISOString();
  sandbox.emit(METER_ERROR_TYPE, {
    id: meter.id,
    object: "billing.meter",
    data: {
      developer_message_summary: "There is 1 invalid event",
      reason: {
        error_count: 1,
        error_types: [
          {
            code,
            error_count: 1,
            sample_errors: [{ error_message: sentence, request: { identifier } }],
          },
        ],
      },
      validation_end: instant,
      validation_start: instant,
    },
  });
}
