import { missingParameter, noSuch } from "../../http/errors";
import { fieldsOf, readFields, readOneOf, requireText } from "../../http/fields";
import type { Fields, Route, Sandbox, Wire } from "../../types";
import { readUrl } from "../checkout/rules";
import { findConfiguration } from "./configurations";

const SESSION = "billing_portal.session";
const HOUR = 3600;
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
  const type = readOneOf(completion, "type", ["portal_homepage", "redirect"]) ?? "portal_homepage";
  const redirect = readFields(completion, "redirect");
  if (type === "redirect" && !redirect) throw missingParameter("flow_data[after_completion][redirect]");
  return {
    hosted_confirmation: null,
    redirect: redirect ? { return_url: readUrl(redirect, "return_url") } : null,
    type,
  };
}

/** Of the pages that a session may begin with the sandbox has the one for a new card. */
function readFlow(input: Fields): Fields | null {
  const given = readFields(input, "flow_data");
  if (!given) return null;
  const type = readOneOf(given, "type", ["payment_method_update"]);
  if (!type) throw missingParameter("flow_data[type]");
  return {
    after_completion: readCompletion(given),
    customer_update: null,
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type,
  };
}

function createSession(sandbox: Sandbox, input: Fields): Wire {
  const customer = requireText(input, "customer");
  const known = sandbox.store.get("customer", customer);
  if (!known || known.deleted === true) throw noSuch("customer", customer, "customer", 400);
  const configuration = findConfiguration(sandbox, requireText(input, "configuration"));
  const id = sandbox.store.id("bps");
  const session: PortalSession = {
    id,
    object: SESSION,
    configuration: configuration.id,
    created: sandbox.clock.now(),
    customer,
    customer_account: null,
    flow: readFlow(input),
    livemode: false,
    locale: null,
    on_behalf_of: null,
    return_url: readUrl(input, "return_url"),
    url: `${sandbox.url}/pages/portal/${id}`,
  };
  sandbox.store.put(session);
  sandbox.emit("billing_portal.session.created", session);
  return session;
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
    accepts: ["configuration", "customer", "flow_data", "return_url"],
  },
];
