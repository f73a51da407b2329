import { invalid, missingParameter } from "../http/errors";
import { readArray, readText, requireText } from "../http/fields";
import { mergeMetadata } from "../http/metadata";
import type { Fields, Sandbox, Wire } from "../types";

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
