import { invalid, missingParameter, noSuch } from "../../http/errors";
import { arrayOf, fieldsOf, isFields, readFields, readFlag, readInteger, readOneOf, readText } from "../../http/fields";
import { pageOf } from "../../http/list";
import { mergeMetadata } from "../../http/metadata";
import type { Call, Fields, Route, Sandbox, Wire } from "../../types";
import { readUrl } from "../checkout/rules";

const CONFIGURATION = "billing_portal.configuration";

const MOST_PRODUCTS = 10;
const UPDATES = ["address", "email", "name", "phone", "shipping", "tax_id"];
const PRORATION = ["always_invoice", "create_prorations", "none"] as const;
const REASONS =
  "too_expensive missing_features switched_service unused customer_service too_complex low_quality other".split(" ");

function texts(value: unknown): string[] {
  return arrayOf(value).map(String);
}

function isOn(feature: Fields | undefined, name: string): boolean {
  if (!feature) return false;
  const enabled = readFlag(feature, "enabled");
  if (enabled === undefined) throw missingParameter(`features[${name}][enabled]`);
  return enabled;
}

function readProduct(sandbox: Sandbox, row: unknown, index: number): Fields {
  const path = `features[subscription_update][products][${index}]`;
  const given = fieldsOf(row);
  const product = readText(given, "product") ?? "";
  if (!sandbox.store.get("product", product)) throw noSuch("product", product, `${path}[product]`, 400);
  const prices = texts(given.prices);
  for (const price of prices) {
    if (sandbox.store.get("price", price)?.product !== product) {
      throw invalid(`The price ${price} does not belong to the product ${product}.`, `${path}[prices]`);
    }
  }
  const adjustable = readFields(given, "adjustable_quantity");
  return {
    adjustable_quantity: {
      enabled: adjustable ? (readFlag(adjustable, "enabled") ?? false) : false,
      maximum: adjustable ? (readInteger(adjustable, "maximum") ?? null) : null,
      minimum: adjustable ? (readInteger(adjustable, "minimum") ?? 1) : 1,
    },
    prices,
    product,
  };
}

function readUpdate(sandbox: Sandbox, given: Fields | undefined): Fields {
  const enabled = isOn(given, "subscription_update");
  const update = given ?? {};
  const products = arrayOf(update.products);
  if (products.length > MOST_PRODUCTS) {
    throw invalid(`You can specify up to ${MOST_PRODUCTS} products.`, "features[subscription_update][products]");
  }
  const conditions = arrayOf(fieldsOf(update.schedule_at_period_end).conditions).map((one) => ({
    type:
      readOneOf(fieldsOf(one), "type", ["decreasing_item_amount", "shortening_interval"]) ?? "decreasing_item_amount",
  }));
  return {
    billing_cycle_anchor: readOneOf(update, "billing_cycle_anchor", ["now", "unchanged"]) ?? null,
    default_allowed_updates: texts(update.default_allowed_updates),
    enabled,
    products: products.map((row, index) => readProduct(sandbox, row, index)),
    proration_behavior: readOneOf(update, "proration_behavior", PRORATION) ?? "none",
    schedule_at_period_end: { conditions },
    trial_update_behavior: readOneOf(update, "trial_update_behavior", ["continue_trial", "end_trial"]) ?? "end_trial",
  };
}

function readFeatures(sandbox: Sandbox, features: Fields): Fields {
  const customer = readFields(features, "customer_update");
  const cancel = readFields(features, "subscription_cancel");
  const reason = fieldsOf(cancel?.cancellation_reason);
  const method = readFields(features, "payment_method_update");
  const allowed = texts(customer?.allowed_updates);
  const unknown = allowed.find((one) => !UPDATES.includes(one));
  if (unknown !== undefined) throw invalid(`Invalid update: ${unknown}`, "features[customer_update][allowed_updates]");
  return {
    customer_update: { allowed_updates: allowed, enabled: isOn(customer, "customer_update") },
    invoice_history: { enabled: isOn(readFields(features, "invoice_history"), "invoice_history") },
    payment_method_update: {
      enabled: isOn(method, "payment_method_update"),
      payment_method_configuration: null,
    },
    subscription_cancel: {
      cancellation_reason: {
        enabled: readFlag(reason, "enabled") ?? false,
        feedback_options: null,
        options: reason.options === undefined ? REASONS : texts(reason.options),
      },
      enabled: isOn(cancel, "subscription_cancel"),
      mode: readOneOf(cancel ?? {}, "mode", ["at_period_end", "immediately"]) ?? "at_period_end",
      proration_behavior: readOneOf(cancel ?? {}, "proration_behavior", PRORATION) ?? "none",
    },
    subscription_pause: { duration: { interval_options: [], type: "indefinite" }, enabled: false },
    subscription_update: readUpdate(sandbox, readFields(features, "subscription_update")),
  };
}

function readProfile(before: Fields, input: Fields): Fields {
  const given = readFields(input, "business_profile") ?? {};
  const text = (name: string) => (given[name] === undefined ? (before[name] ?? null) : readText(given, name) || null);
  return {
    headline: text("headline"),
    privacy_policy_url: text("privacy_policy_url"),
    terms_of_service_url: text("terms_of_service_url"),
  };
}

function store(sandbox: Sandbox, input: Fields, features: Fields, isDefault: boolean): Wire {
  const now = sandbox.clock.now();
  const configuration: Wire = {
    id: sandbox.store.id("bpc"),
    object: CONFIGURATION,
    active: true,
    application: null,
    business_profile: readProfile({}, input),
    created: now,
    default_return_url: readUrl(input, "default_return_url"),
    features: readFeatures(sandbox, features),
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: mergeMetadata({}, input),
    name: readText(input, "name") ?? null,
    updated: now,
  };
  sandbox.store.put(configuration);
  sandbox.emit("billing_portal.configuration.created", configuration);
  return configuration;
}

function createConfiguration(sandbox: Sandbox, { input }: Call): Wire {
  const features = readFields(input, "features");
  if (!features) throw missingParameter("features");
  return store(sandbox, input, features, false);
}

export function findConfiguration(sandbox: Sandbox, id: string, param?: string): Wire {
  const configuration = sandbox.store.get(CONFIGURATION, id);
  if (!configuration) throw noSuch("configuration", id, param ?? "id", param === undefined ? 404 : 400);
  return configuration;
}

/** The configuration of sessions that name none, as a real account saves it once in its dashboard. */
export function defaultConfiguration(sandbox: Sandbox): Wire {
  const present = sandbox.store.all(CONFIGURATION).find((one) => one.is_default === true && one.active === true);
  if (present) return present;
  const on = { enabled: "true" };
  const features = {
    customer_update: { ...on, allowed_updates: ["name", "email", "address", "phone", "tax_id"] },
    invoice_history: on,
    payment_method_update: on,
    subscription_cancel: { ...on, mode: "at_period_end" },
    subscription_update: { enabled: "false" },
  };
  return store(sandbox, {}, features, true);
}

function updateConfiguration(sandbox: Sandbox, { path, input }: Call): Wire {
  const before = findConfiguration(sandbox, path.id ?? "");
  const given = readFields(input, "features");
  const merged =
    given &&
    Object.fromEntries(
      Object.entries(fieldsOf(before.features)).map(([name, value]) => [
        name,
        isFields(given[name]) ? { ...asInput(value), ...given[name] } : asInput(value),
      ]),
    );
  const configuration: Wire = {
    ...before,
    active: readFlag(input, "active") ?? before.active,
    business_profile: readProfile(fieldsOf(before.business_profile), input),
    default_return_url:
      input.default_return_url === undefined ? before.default_return_url : readUrl(input, "default_return_url"),
    features: merged ? readFeatures(sandbox, merged) : before.features,
    metadata: mergeMetadata(before.metadata, input),
    name: input.name === undefined ? before.name : readText(input, "name"),
    updated: sandbox.clock.now(),
  };
  sandbox.store.put(configuration);
  sandbox.emit("billing_portal.configuration.updated", configuration, { updated: before.updated });
  return configuration;
}

/** Stored settings in the form of parameters: what is null was not given. */
function asInput(value: unknown): Fields {
  return Object.fromEntries(Object.entries(fieldsOf(value)).filter(([, one]) => one !== null));
}

const PARAMETERS = ["business_profile", "default_return_url", "features", "login_page", "metadata", "name"];

export const CONFIGURATION_ROUTES: Route[] = [
  { method: "POST", path: "/v1/billing_portal/configurations", handle: createConfiguration, accepts: PARAMETERS },
  {
    method: "GET",
    path: "/v1/billing_portal/configurations",
    handle: (sandbox, call) => pageOf(call, sandbox.store.all(CONFIGURATION), ["active", "is_default"]),
  },
  {
    method: "GET",
    path: "/v1/billing_portal/configurations/:id",
    handle: (sandbox, { path }) => findConfiguration(sandbox, path.id ?? ""),
  },
  {
    method: "POST",
    path: "/v1/billing_portal/configurations/:id",
    handle: updateConfiguration,
    accepts: [...PARAMETERS, "active"],
  },
];
