import { invalid, missingParameter, noSuch } from "../http/errors";
import { readArray, readFlag, readText, requireText } from "../http/fields";
import { pageOf } from "../http/list";
import { mergeMetadata } from "../http/metadata";
import type { Call, Fields, Route, Sandbox, Wire } from "../types";

export function createEndpoint(sandbox: Sandbox, input: Fields, secret = sandbox.store.id("whsec")): Wire {
  const events = readArray(input, "enabled_events");
  if (!events || events.length === 0) throw missingParameter("enabled_events");
  const endpoint: Wire = {
    id: sandbox.store.id("we"),
    object: "webhook_endpoint",
    api_version: readText(input, "api_version") || null,
    application: null,
    created: sandbox.clock.now(),
    description: readText(input, "description") || null,
    enabled_events: events,
    livemode: false,
    metadata: mergeMetadata({}, input),
    secret,
    status: "enabled",
    url: readUrl(input),
  };
  sandbox.store.put(endpoint);
  return endpoint;
}

function readUrl(input: Fields): string {
  const url = requireText(input, "url");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw invalid("Invalid URL", "url", "url_invalid");
  return url;
}

function load(sandbox: Sandbox, call: Call): Wire {
  const id = call.path.id ?? "";
  const endpoint = sandbox.store.get("webhook_endpoint", id);
  if (!endpoint) throw noSuch("webhook_endpoint", id);
  return endpoint;
}

/** The secret is told once, when the endpoint is made. */
function told({ secret: _, ...endpoint }: Wire): Wire {
  return { ...endpoint, id: endpoint.id, object: endpoint.object };
}

function update(sandbox: Sandbox, call: Call): Fields {
  const endpoint = load(sandbox, call);
  const disabled = readFlag(call.input, "disabled");
  const changed: Wire = {
    ...endpoint,
    description: readText(call.input, "description") ?? endpoint.description,
    enabled_events: readArray(call.input, "enabled_events") ?? endpoint.enabled_events,
    metadata: mergeMetadata(endpoint.metadata, call.input),
    status: disabled === undefined ? endpoint.status : disabled ? "disabled" : "enabled",
    url: call.input.url === undefined ? endpoint.url : readUrl(call.input),
  };
  sandbox.store.put(changed);
  return told(changed);
}

export const WEBHOOK_ENDPOINT_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/webhook_endpoints",
    handle: (sandbox, call) => createEndpoint(sandbox, call.input),
    accepts: ["api_version", "connect", "description", "enabled_events", "metadata", "url"],
  },
  {
    method: "GET",
    path: "/v1/webhook_endpoints",
    handle: (sandbox, call) => pageOf(call, sandbox.store.all("webhook_endpoint").map(told)),
    accepts: [],
  },
  {
    method: "GET",
    path: "/v1/webhook_endpoints/:id",
    handle: (sandbox, call) => told(load(sandbox, call)),
    accepts: [],
  },
  {
    method: "POST",
    path: "/v1/webhook_endpoints/:id",
    handle: update,
    accepts: ["description", "disabled", "enabled_events", "metadata", "url"],
  },
  {
    method: "DELETE",
    path: "/v1/webhook_endpoints/:id",
    handle: (sandbox, call) => {
      const { id, object } = load(sandbox, call);
      sandbox.store.remove(object, id);
      return { id, object, deleted: true };
    },
    accepts: [],
  },
];
