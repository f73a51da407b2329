import { thinEvent } from "../events/thin";
import { noSuch } from "../http/errors";
import { fieldsOf, readArray, readFlag, readText } from "../http/fields";
import { pageOf } from "../http/list";
import type { Call, Fields, Route, Sandbox } from "../types";

const KEPT_S = 30 * 86_400;

function list(sandbox: Sandbox, call: Call): Fields {
  const type = readText(call.input, "type");
  const types = readArray(call.input, "types");
  const delivered = readFlag(call.input, "delivery_success");
  const oldest = sandbox.clock.now() - KEPT_S;
  const events = sandbox.store.all("event").filter((event) => {
    const name = String(event.type);
    if (Number(event.created) < oldest || event.thin === true) return false;
    if (type !== undefined && !(type.endsWith("*") ? name.startsWith(type.slice(0, -1)) : name === type)) return false;
    if (types && !types.includes(name)) return false;
    return delivered === undefined || (event.pending_webhooks === 0) === delivered;
  });
  return pageOf(call, events, ["created"]);
}

export const EVENT_ROUTES: Route[] = [
  { method: "GET", path: "/v1/events", handle: list, accepts: ["created", "delivery_success", "type", "types"] },
  {
    method: "GET",
    path: "/v1/events/:id",
    handle: (sandbox, call) => {
      const id = call.path.id ?? "";
      const event = sandbox.store.get("event", id);
      if (!event || event.thin === true) throw noSuch("event", id);
      return event;
    },
    accepts: [],
  },
  {
    method: "GET",
    path: "/v2/core/events/:id",
    handle: (sandbox, call) => {
      const id = call.path.id ?? "";
      const event = sandbox.store.get("event", id);
      if (event?.thin !== true) throw noSuch("event", id);
      return { ...thinEvent(event), data: fieldsOf(fieldsOf(event.data).object).data };
    },
  },
];
