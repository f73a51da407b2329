import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ApiFault } from "../control/faults";
import type { Engine } from "../engine";
import type { Fields, Route } from "../types";
import { API_VERSION } from "../version";
import { checkKey } from "./authorization";
import { invalid, StripeError } from "./errors";
import { isFields, textsOf } from "./fields";
import { type Answer, onceOf, storeAnswer, storedAnswer } from "./idempotency";
import { present } from "./present";

const LIST_PARAMETERS = ["limit", "starting_after", "ending_before", "expand"];

type Exchange = { id: string; key: string | undefined; version: string; input: Fields; path: string };

/** Serves the routes of Stripe's API, each call as one step. */
export function serveApi(app: FastifyInstance, engine: Engine, routes: readonly Route[]): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      handler: (request, reply) => exchange(engine, route, request, reply),
    });
  }
}

async function exchange(engine: Engine, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { core } = engine;
  const call: Exchange = {
    id: core.store.id("req"),
    key: headerOf(request, "idempotency-key"),
    version: headerOf(request, "stripe-version") ?? API_VERSION,
    input: inputOf(request),
    path: request.url.split("?")[0] ?? request.url,
  };
  reply.headers({ "request-id": call.id, "stripe-version": call.version });
  if (call.key !== undefined) reply.header("idempotency-key", call.key);
  const fault = core.faults.forCall(route.method, call.path);
  if (fault && !fault.effect.endsWith("_after")) return fail(fault, request, reply, engine, call);
  const answer = answerOf(engine, route, request, call, fault);
  engine.log({ id: call.id, method: route.method, path: call.path, status: answer.status, key: call.key ?? null });
  engine.soon();
  if (fault && fault.effect !== "error_after") return breakOff(fault, request, reply);
  if (answer.requestId !== undefined) {
    reply.headers({ "idempotent-replayed": "true", "original-request": answer.requestId });
  }
  return reply.code(answer.status).send(answer.body);
}

function answerOf(
  engine: Engine,
  route: Route,
  request: FastifyRequest,
  call: Exchange,
  fault: ApiFault | undefined,
): Answer & { requestId?: string } {
  const { core } = engine;
  try {
    checkKey(headerOf(request, "authorization"));
    const once = onceOf(call.key, route.method, call.path, call.input);
    const known = once && storedAnswer(core.store, once, call.key ?? "");
    if (known) return known;
    const executed = execute(engine, route, request, call);
    const answer = fault?.effect === "error_after" ? broken() : executed;
    if (once) {
      core.step(() => storeAnswer(core.store, once, answer, call.id, core.clock.now()));
    }
    return answer;
  } catch (error) {
    return failure(engine, error);
  }
}

function execute(engine: Engine, route: Route, request: FastifyRequest, call: Exchange): Answer {
  const { core } = engine;
  const { expand, ...input } = call.input;
  const paths = Array.isArray(expand) ? expand.map(String) : [];
  try {
    refuseUnknown(route, input);
    const body = core.step(
      () => {
        const result = route.handle(core, { path: textsOf(request.params), input, version: call.version });
        return present(core, result.object === "list" ? { ...result, url: call.path } : result, paths);
      },
      { id: call.id, idempotency_key: call.key ?? null },
    );
    return { status: 200, body };
  } catch (error) {
    return failure(engine, error);
  }
}

function refuseUnknown({ accepts }: Route, input: Fields): void {
  if (!accepts) return;
  const unknown = Object.keys(input).find((name) => !accepts.includes(name) && !LIST_PARAMETERS.includes(name));
  if (unknown !== undefined) throw invalid(`Received unknown parameter: ${unknown}`, unknown, "parameter_unknown");
}

function failure(engine: Engine, error: unknown): Answer {
  if (error instanceof StripeError) return { status: error.status, body: error.body() };
  engine.report(error);
  return broken();
}

function broken(): Answer {
  const error = new StripeError(500, "api_error", "An unknown error occurred");
  return { status: 500, body: error.body() };
}

function fail(fault: ApiFault, request: FastifyRequest, reply: FastifyReply, engine: Engine, call: Exchange): unknown {
  const status = fault.effect === "rate_limit" ? 429 : 500;
  engine.log({ id: call.id, method: request.method, path: call.path, status, key: call.key ?? null });
  if (fault.effect === "error") return reply.code(500).send(broken().body);
  if (fault.effect !== "rate_limit") return breakOff(fault, request, reply);
  const error = new StripeError(429, "invalid_request_error", "Request rate limit exceeded.", { code: "rate_limit" });
  return reply.code(429).send(error.body());
}

/** The answer never comes: the connection is cut, or stays open until the other side has had enough. */
function breakOff(fault: ApiFault, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  if (fault.effect.startsWith("reset")) request.raw.socket.destroy();
  return reply;
}

function inputOf(request: FastifyRequest): Fields {
  const query = isFields(request.query) ? request.query : {};
  return { ...query, ...(isFields(request.body) ? request.body : {}) };
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
