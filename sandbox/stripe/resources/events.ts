import { pageOf } from "../http/list";
import type { Call, Fields, Route, Sandbox } from "../types";

const KEPT_S = 30 * 86_400;

function list(sandbox: Sandbox, call: Call): Fields {
  const oldest = sandbox.clock.now() - KEPT_S;
  const events = sandbox.store.all("event").filter((event) => Number(event.created) >= oldest && event.thin !== true);
  return pageOf(call, events, ["created"]);
}

export const EVENT_ROUTES: Route[] = [{ method: "GET", path: "/v1/events", handle: list, accepts: ["created"] }];
