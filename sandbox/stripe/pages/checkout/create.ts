import { invalid, noSuch } from "../../http/errors";
import { fieldsOf, readFields, readFlag, readOneOf, requireText } from "../../http/fields";
import { mergeMetadata } from "../../http/metadata";
import type { Call, Fields, Sandbox, Wire } from "../../types";
import { readLines } from "./lines";
import { checkCustomerUpdate, checkReference, checkTrial, readExpiry, readUrl, requireSuccessUrl } from "./rules";
import { CHECKOUT, type CheckoutWire, putRequest } from "./wires";

function readCustomer(sandbox: Sandbox, input: Fields): Wire {
  const id = requireText(input, "customer");
  const customer = sandbox.store.get("customer", id);
  if (!customer || customer.deleted === true) throw noSuch("customer", id, "customer", 400);
  return customer;
}

function requireMode(input: Fields): void {
  const mode = requireText(input, "mode");
  if (mode !== "subscription") throw invalid(`The sandbox has no checkout of the mode ${mode}.`, "mode");
}

function taxOf(input: Fields): CheckoutWire["automatic_tax"] {
  const enabled = readFlag(fieldsOf(input.automatic_tax), "enabled") ?? false;
  return {
    enabled,
    liability: enabled ? { type: "self" } : null,
    provider: enabled ? "stripe" : null,
    status: enabled ? "requires_location_inputs" : null,
  };
}

export function createCheckout(sandbox: Sandbox, { input }: Call): Wire {
  requireMode(input);
  const customer = readCustomer(sandbox, input);
  const now = sandbox.clock.now();
  const id = sandbox.store.id("cs_test");
  const lines = readLines(sandbox, input, id);
  const subscriptionData = readFields(input, "subscription_data") ?? {};
  checkTrial(subscriptionData, now);
  const trial = subscriptionData.trial_end !== undefined;
  const total = lines.data.reduce((sum, line) => sum + (trial ? 0 : line.amount_total), 0);
  checkCustomerUpdate(input, customer);
  const taxIds = readFlag(fieldsOf(input.tax_id_collection), "enabled");
  const session: CheckoutWire = {
    id,
    object: CHECKOUT,
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: taxOf(input),
    billing_address_collection: readOneOf(input, "billing_address_collection", ["auto", "required"]) ?? null,
    cancel_url: readUrl(input, "cancel_url"),
    client_reference_id: checkReference(input),
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: now,
    currency: lines.data[0]?.price.currency ?? null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: customer.id,
    customer_account: null,
    customer_creation: null,
    customer_details: null,
    customer_email: null,
    discounts: [],
    expires_at: readExpiry(input, now),
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    line_items: lines,
    livemode: false,
    locale: null,
    managed_payments: null,
    metadata: mergeMetadata({}, input),
    mode: "subscription",
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: readOneOf(input, "payment_method_collection", ["always"]) ?? "always",
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    payment_status: "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: null,
    subscription: null,
    success_url: requireSuccessUrl(input),
    ...(taxIds === undefined ? {} : { tax_id_collection: { enabled: taxIds, required: "never" } }),
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${sandbox.url}/pages/checkout/${id}`,
    wallet_options: null,
  };
  sandbox.store.put(session);
  putRequest(sandbox, id, {
    subscription_data: subscriptionData,
    customer_update: readFields(input, "customer_update") ?? {},
    confirming: null,
  });
  return session;
}
