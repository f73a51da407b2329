import { invalid, missingParameter, noSuch } from "../../http/errors";
import { fieldsOf, readArray, readFields, readFlag, readOneOf, readText } from "../../http/fields";
import { mergeMetadata } from "../../http/metadata";
import type { Call, Fields, Sandbox, Wire } from "../../types";
import { readCustomFields } from "./custom-fields";
import { readLines } from "./lines";
import { checkCustomerUpdate, checkReference, checkTrial, readExpiry, readUrl, requireSuccessUrl } from "./rules";
import { CHECKOUT, type CheckoutWire, putRequest } from "./wires";

function readCustomer(sandbox: Sandbox, input: Fields): Wire | undefined {
  const id = readText(input, "customer");
  if (id === undefined || id === "") return undefined;
  if (input.customer_email !== undefined) {
    throw invalid("You may only specify one of these parameters: customer, customer_email.", "customer");
  }
  const customer = sandbox.store.get("customer", id);
  if (!customer || customer.deleted === true) throw noSuch("customer", id, "customer", 400);
  return customer;
}

function readMode(input: Fields): "subscription" | "setup" {
  const mode = readOneOf(input, "mode", ["payment", "setup", "subscription"]);
  if (!mode) throw missingParameter("mode");
  if (mode === "payment") throw invalid("The sandbox has no checkout of single payments.", "mode");
  return mode;
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

function paymentMethodTypes(input: Fields): string[] {
  const given = readArray(input, "allowed_payment_method_types")?.map(String) ?? ["card"];
  const unknown = given.find((type) => type !== "card" && type !== "us_bank_account");
  if (unknown !== undefined) {
    throw invalid(`The sandbox has no payment method type ${unknown}.`, "allowed_payment_method_types");
  }
  return given;
}

export function createCheckout(sandbox: Sandbox, { input }: Call): Wire {
  const mode = readMode(input);
  const customer = readCustomer(sandbox, input);
  const now = sandbox.clock.now(customer);
  const id = sandbox.store.id("cs_test");
  const lines = mode === "subscription" ? readLines(sandbox, input, id) : null;
  const currency = lines?.data[0]?.price.currency ?? readText(input, "currency") ?? null;
  const subscriptionData = readFields(input, "subscription_data") ?? {};
  const types = paymentMethodTypes(input);
  checkTrial(subscriptionData, now);
  const trial = subscriptionData.trial_end !== undefined || subscriptionData.trial_period_days !== undefined;
  const total = lines?.data.reduce((sum, line) => sum + (trial ? 0 : line.amount_total), 0) ?? null;
  checkCustomerUpdate(input, customer);
  const taxIds = readFlag(fieldsOf(input.tax_id_collection), "enabled");
  const session: CheckoutWire = {
    id,
    object: CHECKOUT,
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: readFlag(input, "allow_promotion_codes") ?? null,
    allowed_payment_method_types: input.allowed_payment_method_types === undefined ? null : types,
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
    currency,
    currency_conversion: null,
    custom_fields: readCustomFields(input),
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer ? null : mode === "subscription" ? "always" : "if_required",
    customer_details: null,
    customer_email: readText(input, "customer_email") ?? null,
    discounts: mode === "subscription" ? [] : null,
    expires_at: readExpiry(input, now),
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    line_items: lines,
    livemode: false,
    locale: readText(input, "locale") ?? null,
    managed_payments: null,
    metadata: mergeMetadata({}, input),
    mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection:
      mode === "subscription"
        ? (readOneOf(input, "payment_method_collection", ["always", "if_required"]) ?? "always")
        : null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: types,
    payment_status: mode === "setup" ? "no_payment_required" : "unpaid",
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
    total_details: mode === "subscription" ? { amount_discount: 0, amount_shipping: 0, amount_tax: 0 } : null,
    ui_mode: "hosted_page",
    url: `${sandbox.url}/pages/checkout/${id}`,
    wallet_options: null,
  };
  sandbox.store.put(session);
  putRequest(sandbox, id, {
    subscription_data: subscriptionData,
    setup_intent_data: readFields(input, "setup_intent_data") ?? {},
    customer_update: readFields(input, "customer_update") ?? {},
    confirming: null,
    settles: null,
  });
  return session;
}
