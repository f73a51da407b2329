import { invalid, missingParameter, noSuch } from "../../http/errors";
import { arrayOf, readFields, readFlag, readOneOf } from "../../http/fields";
import { pageOf } from "../../http/list";
import { mergeMetadata } from "../../http/metadata";
import type { Call, Fields, Route, Sandbox, Wire } from "../../types";

const CONFIGURATION = "billing_portal.configuration";

const UPDATES = ["address", "email", "name", "tax_id"];
const REASONS =
  "too_expensive missing_features switched_service unused customer_service too_complex low_quality other".split(" ");

function isOn(feature: Fields | undefined, name: string): boolean {
  if (!feature) return false;
  const enabled = readFlag(feature, "enabled");
  if (enabled === undefined) throw missingParameter(`features[${name}][enabled]`);
  return enabled;
}

function readFeatures(features: Fields): Fields {
  const customer = readFields(features, "customer_update");
  const cancel = readFields(features, "subscription_cancel");
  const allowed = arrayOf(customer?.allowed_updates).map(String);
  const unknown = allowed.find((one) => !UPDATES.includes(one));
  if (unknown !== undefined) throw invalid(`Invalid update: ${unknown}`, "features[customer_update][allowed_updates]");
  if (isOn(readFields(features, "subscription_update"), "subscription_update")) {
    throw invalid("The sandbox's portal changes no plans.", "features[subscription_update][enabled]");
  }
  return {
    customer_update: { allowed_updates: allowed, enabled: isOn(customer, "customer_update") },
    invoice_history: { enabled: isOn(readFields(features, "invoice_history"), "invoice_history") },
    payment_method_update: {
      enabled: isOn(readFields(features, "payment_method_update"), "payment_method_update"),
      payment_method_configuration: null,
    },
    subscription_cancel: {
      cancellation_reason: { enabled: false, feedback_options: null, options: REASONS },
      enabled: isOn(cancel, "subscription_cancel"),
      mode: readOneOf(cancel ?? {}, "mode", ["at_period_end"]) ?? "at_period_end",
      proration_behavior: readOneOf(cancel ?? {}, "proration_behavior", ["none"]) ?? "none",
    },
    subscription_pause: { duration: { interval_options: [], type: "indefinite" }, enabled: false },
    subscription_update: {
      billing_cycle_anchor: null,
      default_allowed_updates: [],
      enabled: false,
      products: [],
      proration_behavior: "none",
      schedule_at_period_end: { conditions: [] },
      trial_update_behavior: "end_trial",
    },
  };
}

function createConfiguration(sandbox: Sandbox, { input }: Call): Wire {
  const features = readFields(input, "features");
  if (!features) throw missingParameter("features");
  const now = sandbox.clock.now();
  const configuration: Wire = {
    id: sandbox.store.id("bpc"),
    object: CONFIGURATION,
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: now,
    default_return_url: null,
    features: readFeatures(features),
    is_default: false,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: mergeMetadata({}, input),
    name: null,
    updated: now,
  };
  sandbox.store.put(configuration);
  sandbox.emit("billing_portal.configuration.created", configuration);
  return configuration;
}

export function findConfiguration(sandbox: Sandbox, id: string): Wire {
  const configuration = sandbox.store.get(CONFIGURATION, id);
  if (!configuration) throw noSuch("configuration", id, "configuration", 400);
  return configuration;
}

const PATH = "/v1/billing_portal/configurations";

export const CONFIGURATION_ROUTES: Route[] = [
  { method: "POST", path: PATH, handle: createConfiguration, accepts: ["features", "metadata"] },
  {
    method: "GET",
    path: PATH,
    handle: (sandbox, call) => pageOf(call, sandbox.store.all(CONFIGURATION), ["active"]),
    accepts: ["active"],
  },
];
