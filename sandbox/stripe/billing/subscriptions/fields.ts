import { invalid } from "../../http/errors";
import { readFields, readFlag, readInteger, readOneOf, readText } from "../../http/fields";
import { mergeMetadata } from "../../http/metadata";
import type { Fields, Sandbox } from "../../types";
import { taxRuleFor } from "../money/tax";
import { loadCustomer, readMethod } from "../objects/customers";
import type { SubscriptionWire } from "../objects/wires";

/** The parameters that create and update share, and what they make of the subscription's fields. */
export function readSettings(sandbox: Sandbox, before: SubscriptionWire, input: Fields): Partial<SubscriptionWire> {
  const changed: Partial<SubscriptionWire> = { metadata: mergeMetadata(before.metadata, input) };
  const method = readText(input, "default_payment_method");
  if (method !== undefined) {
    changed.default_payment_method =
      method === "" ? null : readMethod(sandbox, before.customer, method, "default_payment_method").id;
  }
  if (input.description !== undefined) changed.description = readText(input, "description") || null;
  const automaticTax = readFields(input, "automatic_tax");
  if (automaticTax) changed.automatic_tax = readTax(sandbox, before.customer, automaticTax);
  return { ...changed, ...readCollection(before, input) };
}

function readCollection(before: SubscriptionWire, input: Fields): Partial<SubscriptionWire> {
  const method = readOneOf(input, "collection_method", ["charge_automatically", "send_invoice"]);
  const days = readInteger(input, "days_until_due");
  const sends = (method ?? before.collection_method) === "send_invoice";
  const due = days ?? before.days_until_due;
  if (!sends && days !== undefined) {
    throw invalid(
      "`days_until_due` must not be set if `collection_method` is `charge_automatically`.",
      "days_until_due",
    );
  }
  if (sends && due === null) {
    throw invalid("`days_until_due` must be set if `collection_method` is `send_invoice`.", "days_until_due");
  }
  if (days !== undefined && (days < 0 || days > 365)) throw invalid(`Invalid integer: ${days}`, "days_until_due");
  return { collection_method: method ?? before.collection_method, days_until_due: sends ? due : null };
}

function readTax(sandbox: Sandbox, customer: string, input: Fields): SubscriptionWire["automatic_tax"] {
  const enabled = readFlag(input, "enabled") ?? false;
  if (enabled && taxRuleFor(sandbox, loadCustomer(sandbox, customer)) === "requires_location_inputs") {
    throw invalid(
      "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
      "automatic_tax[enabled]",
      "customer_tax_location_invalid",
    );
  }
  return { disabled_reason: null, enabled, liability: enabled ? { type: "self" } : null };
}

/** Cancellation that was asked for: at the period's end, at an instant, or taken back. */
export function readCancellation(
  before: SubscriptionWire,
  input: Fields,
  of: { now: number; periodEnd: number },
): Partial<SubscriptionWire> {
  const atEnd = readFlag(input, "cancel_at_period_end");
  const at = readText(input, "cancel_at");
  if (atEnd === undefined && at === undefined) return {};
  if (atEnd === true && at) {
    throw invalid("You cannot set `cancel_at` and `cancel_at_period_end` at the same time.", "cancel_at");
  }
  if (before.schedule !== null) {
    throw invalid(
      `The subscription is managed by the subscription schedule \`${before.schedule}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
      at === undefined ? "cancel_at_period_end" : "cancel_at",
    );
  }
  const cancelAt = atEnd === true ? of.periodEnd : (readInteger(input, "cancel_at") ?? null);
  if (cancelAt !== null && cancelAt <= of.now) {
    throw invalid("`cancel_at` must be a timestamp in the future.", "cancel_at");
  }
  return {
    cancel_at: cancelAt,
    cancel_at_period_end: atEnd ?? false,
    canceled_at: cancelAt === null ? null : of.now,
    cancellation_details: {
      ...before.cancellation_details,
      reason: cancelAt === null ? null : "cancellation_requested",
    },
  };
}
