import { invalid, missingParameter, noSuch } from "../../http/errors";
import { fieldsOf, idOf, readFields, readOneOf, readText, requireText } from "../../http/fields";
import type { Fields, Route, Sandbox, Wire } from "../../types";
import { readUrl } from "../checkout/rules";
import { rowsOf } from "../html/read";
import { defaultConfiguration, findConfiguration } from "./configurations";

const SESSION = "billing_portal.session";
const HOUR = 3600;
const FLOWS = [
  "payment_method_update",
  "subscription_cancel",
  "subscription_update",
  "subscription_update_confirm",
  "customer_update",
] as const;

export type PortalSession = Wire & {
  configuration: string;
  created: number;
  customer: string;
  flow: Fields | null;
  return_url: string | null;
};

function isSession(wire: Wire | undefined): wire is PortalSession {
  return wire?.object === SESSION;
}

function readCompletion(given: Fields): Fields {
  const completion = readFields(given, "after_completion") ?? {};
  const type = readOneOf(completion, "type", ["hosted_confirmation", "portal_homepage", "redirect"]);
  const confirmation = readFields(completion, "hosted_confirmation");
  const redirect = readFields(completion, "redirect");
  if (type === "redirect" && !redirect) throw missingParameter("flow_data[after_completion][redirect]");
  return {
    hosted_confirmation: confirmation ? { custom_message: readText(confirmation, "custom_message") ?? null } : null,
    redirect: redirect ? { return_url: readUrl(redirect, "return_url") } : null,
    type: type ?? "portal_homepage",
  };
}

function readSubscription(sandbox: Sandbox, given: Fields, type: string, customer: string): Fields {
  const target = readFields(given, type);
  if (!target) throw missingParameter(`flow_data[${type}]`);
  const id = requireText(target, "subscription");
  const subscription = sandbox.store.get("subscription", id);
  if (!subscription || idOf(subscription.customer) !== customer) {
    throw noSuch("subscription", id, `flow_data[${type}][subscription]`, 400);
  }
  return { ...target, subscription: id };
}

function readConfirmed(target: Fields): Fields {
  const items = rowsOf(target.items).map((item) => ({
    id: requireText(item, "id"),
    price: readText(item, "price") ?? null,
    ...(item.quantity === undefined ? {} : { quantity: Number(item.quantity) }),
  }));
  return { discounts: null, items, subscription: target.subscription };
}

function readFlow(sandbox: Sandbox, input: Fields, customer: string): Fields | null {
  const given = readFields(input, "flow_data");
  if (!given) return null;
  const type = readOneOf(given, "type", FLOWS);
  if (!type) throw missingParameter("flow_data[type]");
  const target = type.startsWith("subscription_") ? readSubscription(sandbox, given, type, customer) : {};
  const { subscription } = target;
  return {
    after_completion: readCompletion(given),
    customer_update: type === "customer_update" ? {} : null,
    subscription_cancel: type === "subscription_cancel" ? { retention: null, subscription } : null,
    subscription_pause: null,
    subscription_update: type === "subscription_update" ? { subscription } : null,
    subscription_update_confirm: type === "subscription_update_confirm" ? readConfirmed(target) : null,
    type,
  };
}

function createSession(sandbox: Sandbox, input: Fields): Wire {
  const customer = requireText(input, "customer");
  const known = sandbox.store.get("customer", customer);
  if (!known || known.deleted === true) throw noSuch("customer", customer, "customer", 400);
  const named = readText(input, "configuration");
  const configuration = named ? findConfiguration(sandbox, named, "configuration") : defaultConfiguration(sandbox);
  if (configuration.active !== true) throw invalid("This configuration is not active.", "configuration");
  const id = sandbox.store.id("bps");
  const session: PortalSession = {
    id,
    object: SESSION,
    configuration: configuration.id,
    created: sandbox.clock.now(),
    customer,
    customer_account: null,
    flow: readFlow(sandbox, input, customer),
    livemode: false,
    locale: readText(input, "locale") ?? null,
    on_behalf_of: null,
    return_url: readUrl(input, "return_url") ?? readText(configuration, "default_return_url") ?? null,
    url: `${sandbox.url}/pages/portal/${id}`,
  };
  sandbox.store.put(session);
  sandbox.emit("billing_portal.session.created", session);
  return session;
}

/** A session of the default configuration, for a customer whom another page sends here. */
export function openPortal(sandbox: Sandbox, customer: string, returnUrl: string | null): Wire {
  const input = { customer, ...(returnUrl === null ? {} : { return_url: returnUrl }) };
  return createSession(sandbox, input);
}

/** The session of a page, while it lasts: an hour, as at Stripe. */
export function livePortalSession(sandbox: Sandbox, id: string): PortalSession | undefined {
  const session = sandbox.store.get(SESSION, id);
  return isSession(session) && session.created > sandbox.clock.now() - HOUR ? session : undefined;
}

export function featureOf(sandbox: Sandbox, session: PortalSession, name: string): Fields {
  return fieldsOf(fieldsOf(findConfiguration(sandbox, session.configuration).features)[name]);
}

export const PORTAL_SESSION_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/billing_portal/sessions",
    handle: (sandbox, { input }) => createSession(sandbox, input),
  },
];
