import fastify, { type FastifyInstance } from "fastify";
import { serveControl } from "./control/serve";
import { Core } from "./core";
import { Engine, type Report } from "./engine";
import { serveApi } from "./http/api";
import { StripeError } from "./http/errors";
import { parseForm } from "./http/forms";
import { servePages } from "./http/pages";
import { createEndpoint } from "./resources/webhook-endpoints";
import { ALL_DUE, ALL_PAGES, ALL_ROUTES } from "./routes";
import { createCatalogue } from "./state/catalogue";
import { forgetOld } from "./state/forget";
import { fileJournal, noJournal } from "./state/journal";
import { STATE, StepStore } from "./state/store";
import type { Sandbox } from "./types";
import { API_VERSION } from "./version";

const LARGEST_BODY = 1_048_576;

export type SandboxOptions = {
  /** 0 or none: any free one. */
  port?: number;
  /** Where others reach it, when that is not 127.0.0.1 and the port: the origin of its pages and documents. */
  publicUrl?: string;
  /** File that keeps the state; without it the state ends with the sandbox. */
  journal?: string | null;
  /** The dashboard's webhook: made where it is not, and given this address and secret where it is. */
  dashboardWebhook?: { url: string; secret: string };
  /** Where the clock of an empty sandbox stands. */
  startAt?: Date;
  /** Makes the ids of an empty sandbox the same each time. */
  seed?: string;
  /** Whether an empty sandbox gets the products and prices that are sold; true when it is not said. */
  catalogue?: boolean;
  /** Hears of defects of the sandbox itself. */
  report?: Report;
};

export type RunningSandbox = {
  /** Without a slash at the end: the base of the API, the pages and the control API. */
  url: string;
  port: number;
  sandbox: Sandbox;
  /** Everything that it serves. */
  routes: readonly { method: string; path: string }[];
  /** Moves the clock as `POST /_control/clock/advance` does. */
  advance(seconds: number): Promise<void>;
  /** Attempts every delivery that is due once, and answers when all have ended. */
  settle(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts the sandbox on loopback. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const report = options.report ?? (() => {});
  const core = new Core(new StepStore(options.journal ? fileJournal(options.journal) : noJournal));
  const engine = new Engine(core, ALL_DUE, report);
  const prepare = (startAt = options.startAt) =>
    core.step(() => fill(core, { ...options, ...(startAt && { startAt }) }));
  prepare();
  engine.resume();
  core.store.compact();

  const app = fastify({
    bodyLimit: LARGEST_BODY,
    forceCloseConnections: true,
    routerOptions: { querystringParser: parseForm },
  });
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) => {
    done(null, parseForm(String(body)));
  });
  const routes: { method: string; path: string }[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat()) if (one !== "HEAD") routes.push({ method: one, path: url });
  });
  serveApi(app, engine, ALL_ROUTES);
  servePages(app, engine, ALL_PAGES);
  serveControl(app, engine, prepare);
  answerTheRest(app, report);
  await app.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  const [address] = app.addresses();
  const port = typeof address === "object" ? address.port : 0;
  core.url = options.publicUrl ?? `http://127.0.0.1:${port}`;
  engine.soon();
  return {
    url: core.url,
    port,
    sandbox: core,
    routes,
    advance: (seconds) => engine.advance(seconds),
    settle: () => engine.deliveries.settle(),
    stop: async () => {
      await app.close();
      await engine.stop();
    },
  };
}

/** What stands in a sandbox before anyone uses it. */
function fill(core: Core, options: SandboxOptions): void {
  const empty = !core.store.get(STATE, "filled");
  if (empty) {
    if (options.seed !== undefined) core.store.put({ id: "seed", object: STATE, value: options.seed });
    if (options.startAt) core.clock.setOffset(Math.floor(options.startAt.getTime() / 1000) - core.clock.now());
    if (options.catalogue ?? true) createCatalogue(core);
    core.store.put({ id: "filled", object: STATE });
  }
  forgetOld(core);
  if (options.dashboardWebhook) keepWebhook(core, options.dashboardWebhook);
}

const OURS = "The dashboard";

function keepWebhook(core: Core, { url, secret }: { url: string; secret: string }): void {
  const known = core.store.all("webhook_endpoint").find(({ description }) => description === OURS);
  if (known) core.store.put({ ...known, url, secret });
  else createEndpoint(core, { url, description: OURS, enabled_events: ["*"], api_version: API_VERSION }, secret);
}

function answerTheRest(app: FastifyInstance, report: Report): void {
  app.setNotFoundHandler((request, reply) => {
    const error = new StripeError(
      404,
      "invalid_request_error",
      `Unrecognized request URL (${request.method}: ${request.url.split("?")[0]}).`,
    );
    return reply.code(404).send(error.body());
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof StripeError) return reply.code(error.status).send(error.body());
    const status = statusOf(error);
    if (status >= 500) report(error);
    const said = new StripeError(status, status < 500 ? "invalid_request_error" : "api_error", messageOf(error));
    return reply.code(status).send(said.body());
  });
}

function statusOf(error: unknown): number {
  const own = typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : undefined;
  return typeof own === "number" ? own : 500;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "An unknown error occurred";
}
