import { arrayOf } from "../http/fields";
import type { Store, Wire } from "../types";

export function endpointsFor(store: Store, type: string): Wire[] {
  return store.all("webhook_endpoint").filter((endpoint) => {
    const wanted = arrayOf(endpoint.enabled_events);
    return endpoint.status === "enabled" && (wanted.includes("*") || wanted.includes(type));
  });
}
