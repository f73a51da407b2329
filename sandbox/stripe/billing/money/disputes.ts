import { invalid } from "../../http/errors";
import type { Sandbox } from "../../types";
import { change, create } from "../objects/stored";
import type { ChargeWire, DisputeWire } from "../objects/wires";

const DAYS_TO_ANSWER = 14;

const NO_EVIDENCE = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** The customer's bank takes a charge back: the money is gone until the dispute is won. */
export function openDispute(sandbox: Sandbox, charge: ChargeWire, reason: string): DisputeWire {
  if (charge.status !== "succeeded") throw invalid("Only a charge that succeeded can be disputed.", "charge");
  if (charge.disputed) throw invalid(`Charge ${charge.id} has already been disputed.`, "charge", "charge_disputed");
  const created = sandbox.clock.now();
  change(sandbox, charge, { disputed: true });
  const dispute: DisputeWire = {
    id: sandbox.store.id("du"),
    object: "dispute",
    amount: charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: created + DAYS_TO_ANSWER * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: { brand: "visa", case_type: "chargeback", network: "visa", network_reason_code: "83" },
      type: "card",
    },
    reason,
    status: "needs_response",
  };
  create(sandbox, dispute, "charge.dispute.created");
  sandbox.emit("charge.dispute.funds_withdrawn", dispute);
  return dispute;
}
