import { fieldsOf, numberOf, textOf } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { create } from "../objects/stored";
import type { ChargeWire, PaymentIntentWire, PaymentMethodWire } from "../objects/wires";
import type { Decline } from "./cards";

function cardDetails(method: PaymentMethodWire, confirmed: boolean): Fields {
  const card = fieldsOf(method.card);
  return {
    amount_authorized: null,
    authorization_code: null,
    brand: textOf(card.brand) ?? "unknown",
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: textOf(card.country) ?? "US",
    electronic_commerce_indicator: null,
    exp_month: numberOf(card.exp_month) ?? 12,
    exp_year: numberOf(card.exp_year) ?? 2034,
    fingerprint: textOf(card.fingerprint) ?? null,
    funding: textOf(card.funding) ?? "credit",
    installments: null,
    last4: textOf(card.last4) ?? null,
    mandate: null,
    network: textOf(card.brand) ?? null,
    network_transaction_id: null,
    regulated_status: "unregulated",
    three_d_secure: confirmed
      ? {
          authentication_flow: "challenge",
          electronic_commerce_indicator: "05",
          exemption_indicator: null,
          result: "authenticated",
          result_reason: null,
          transaction_id: null,
          version: "2.2.0",
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  };
}

function outcomeOf(decline: Decline | null): Fields {
  return {
    advice_code: decline ? "try_again_later" : null,
    network_advice_code: null,
    network_decline_code: decline ? "05" : null,
    network_status: decline ? "declined_by_network" : "approved_by_network",
    reason: decline?.declineCode ?? null,
    risk_level: "normal",
    risk_score: 20,
    seller_message: decline ? "The bank did not return any further details with this decline." : "Payment complete.",
    type: decline ? "issuer_declined" : "authorized",
  };
}

/** One try of a card, kept whether it succeeded or not. */
export function recordCharge(
  sandbox: Sandbox,
  intent: PaymentIntentWire,
  method: PaymentMethodWire,
  result: { decline: Decline | null; confirmed: boolean },
): ChargeWire {
  const { decline, confirmed } = result;
  const charge: ChargeWire = {
    id: sandbox.store.id("ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: decline ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: {
      address: fieldsOf(method.billing_details).address ?? null,
      email: fieldsOf(method.billing_details).email ?? null,
      name: fieldsOf(method.billing_details).name ?? null,
      phone: fieldsOf(method.billing_details).phone ?? null,
      tax_id: null,
    },
    calculated_statement_descriptor: "PACKHOUSE",
    captured: decline === null,
    created: sandbox.clock.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: textOf(intent.description) ?? null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid: decline === null,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: cardDetails(method, confirmed), type: "card" },
    radar_options: {},
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: decline ? "failed" : "succeeded",
    transfer_data: null,
    transfer_group: null,
  };
  return create(sandbox, charge, decline ? "charge.failed" : "charge.succeeded");
}
