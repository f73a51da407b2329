import { invalid, missingParameter } from "../../http/errors";
import { readInteger, readOneOf, readText } from "../../http/fields";
import { mergeMetadata } from "../../http/metadata";
import type { Fields, Sandbox } from "../../types";
import { change, create, load } from "../objects/stored";
import type { ChargeWire, RefundWire } from "../objects/wires";

const REASONS = ["duplicate", "fraudulent", "requested_by_customer"] as const;

/** Parameters as `POST /v1/refunds` takes them. The invoice stays paid: a refund is a row of its own. */
export function refund(sandbox: Sandbox, input: Fields): RefundWire {
  const charge = chargeOf(sandbox, input);
  const left = charge.amount_captured - charge.amount_refunded;
  if (charge.disputed) {
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, "charge", "charge_disputed");
  }
  if (left === 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, "charge", "charge_already_refunded");
  }
  const amount = readInteger(input, "amount") ?? left;
  if (amount <= 0) throw invalid("Invalid positive integer", "amount", "parameter_invalid_integer");
  if (amount > left) {
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, "amount");
  }
  const wire: RefundWire = {
    id: sandbox.store.id("re"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: sandbox.clock.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    metadata: mergeMetadata({}, input),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: readOneOf(input, "reason", REASONS) ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  };
  create(sandbox, wire, "refund.created");
  const refunded = charge.amount_refunded + amount;
  const fields = { amount_refunded: refunded, refunded: refunded === charge.amount_captured };
  change(sandbox, charge, fields, "charge.refunded");
  return wire;
}

function chargeOf(sandbox: Sandbox, input: Fields): ChargeWire {
  const id = readText(input, "charge");
  if (id) return load(sandbox, "charge", id, "charge");
  const intentId = readText(input, "payment_intent");
  if (!intentId) throw missingParameter("charge");
  const intent = load(sandbox, "payment_intent", intentId, "payment_intent");
  if (intent.status !== "succeeded" || intent.latest_charge === null) {
    throw invalid("This PaymentIntent does not have a successful charge to refund.", "payment_intent");
  }
  return load(sandbox, "charge", intent.latest_charge);
}
