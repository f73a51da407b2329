import type { FastifyInstance } from "fastify";
import { BILLING_CONTROL } from "../billing/api/control";
import type { Engine } from "../engine";
import { invalid, StripeError } from "../http/errors";
import { isFields, readArray, readInteger, textsOf } from "../http/fields";
import type { Fields } from "../types";
import { API_VERSION } from "../version";
import { deliveriesView, releaseHeld } from "./deliver";
import { readFault } from "./read-fault";
import { streamOffset } from "./stream";

const FARTHEST_S = 10 * 366 * 86_400;

/** The control API: what no Stripe offers. `refill` puts back what an empty sandbox starts with, at an instant. */
export function serveControl(app: FastifyInstance, engine: Engine, refill: (startAt?: Date) => void): void {
  const { core } = engine;
  app.addHook("onRequest", async ({ url, headers }) => {
    if (!url.startsWith("/_control/") || headers.origin === undefined || headers.origin === core.url) return;
    throw new StripeError(403, "invalid_request_error", "The control API is not for pages of other sites.");
  });
  app.get("/_control/clock", () => clockView(engine));
  app.get("/_control/clock/stream", (request, reply) => streamOffset(engine, request, reply));
  app.post("/_control/clock/advance", async (request) => {
    const seconds = readInteger(inputOf(request.body), "seconds");
    if (seconds === undefined || seconds < 0 || seconds > FARTHEST_S) {
      throw invalid("`seconds` must be a whole number from 0 to ten years: this clock only moves forward.", "seconds");
    }
    await engine.advance(seconds);
    return clockView(engine);
  });

  app.post("/_control/faults", (request) => {
    const fault = readFault(core, inputOf(request.body));
    core.faults.add(fault);
    return fault;
  });
  app.delete("/_control/faults", () => {
    core.faults.clear();
    return { faults: [] };
  });

  app.get("/_control/events", (request) => {
    const limit = readInteger(inputOf(request.query), "limit") ?? 100;
    return {
      events: core.store
        .all("event")
        .slice(0, limit)
        .map((event) => deliveriesView(engine, event)),
    };
  });
  app.post("/_control/events/release", async (request) => {
    const order = readArray(inputOf(request.body), "order");
    return { sent: await releaseHeld(engine, order?.map(String)) };
  });

  app.get("/_control/requests", () => ({ requests: engine.requests() }));
  for (const { method, path, handle } of BILLING_CONTROL) {
    app.route({
      method,
      url: path,
      handler: async ({ params, query, body }) => {
        const input = { ...inputOf(query), ...inputOf(body) };
        const answer = core.step(() => handle(core, { path: textsOf(params), input, version: API_VERSION }));
        engine.soon();
        return answer;
      },
    });
  }
  app.post("/_control/reset", (request) => {
    const at = readInteger(inputOf(request.body), "at");
    core.faults.clear();
    core.store.clear();
    engine.forgetRequests();
    refill(at === undefined ? undefined : new Date(at * 1_000));
    engine.tellOffset();
    return clockView(engine);
  });
}

function clockView({ core }: Engine): Fields {
  return { now: core.clock.now(), offset: core.clock.offset() };
}

function inputOf(body: unknown): Fields {
  return isFields(body) ? body : {};
}
