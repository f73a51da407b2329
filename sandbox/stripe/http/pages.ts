import type { FastifyInstance, FastifyReply } from "fastify";
import type { Engine } from "../engine";
import type { Page } from "../types";
import { API_VERSION } from "../version";
import { StripeError } from "./errors";
import { isFields, textsOf } from "./fields";

/** Serves the pages that a browser opens. */
export function servePages(app: FastifyInstance, engine: Engine, pages: readonly Page[]): void {
  for (const page of pages) {
    app.route({
      method: page.method,
      url: page.path,
      handler: async (request, reply) => {
        const query = isFields(request.query) ? request.query : {};
        const body = isFields(request.body) ? request.body : {};
        const call = {
          path: textsOf(request.params),
          input: { ...query, ...body },
          version: API_VERSION,
        };
        try {
          const result = engine.core.step(() => page.handle(engine.core, call));
          engine.soon();
          if ("location" in result) return reply.redirect(result.location, 303);
          if ("pdf" in result) return reply.type("application/pdf").send(await result.pdf);
          return reply.type("text/html; charset=utf-8").send(result.html);
        } catch (error) {
          engine.soon();
          return refuse(reply, engine, error);
        }
      },
    });
  }
}

function refuse(reply: FastifyReply, engine: Engine, error: unknown): FastifyReply {
  const known = error instanceof StripeError;
  if (!known) engine.report(error);
  const text = known ? error.message : "Something went wrong in the sandbox. Its log says what.";
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return reply
    .code(known ? error.status : 500)
    .type("text/html; charset=utf-8")
    .send(`<!doctype html><html lang="en"><title>Not possible</title><h1>Not possible</h1><p>${safe}</p></html>`);
}
