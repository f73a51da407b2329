import Fastify, { type FastifyInstance } from "fastify";
import { AppError } from "@/lib/errors";
import { answerFailures, sendFailure } from "@/registry/failures";
import { identifyRequests } from "@/registry/request";
import { distTagRoutes } from "@/registry/routes/dist-tags";
import { identityRoutes } from "@/registry/routes/identity";
import { readPackageRoutes } from "@/registry/routes/read-package";
import { searchRoutes } from "@/registry/routes/search";
import { tokenRoutes } from "@/registry/routes/tokens";
import { writePackageRoutes } from "@/registry/routes/write-package";

/** Longer than any package name with its version, encoded. */
const MOST_PATH_CHARACTERS = 1_000;
const SLOW_REQUEST_MS = 300_000;

/** For every answer without headers of its own: no shared cache keeps it, and no browser guesses its type. */
const DEFAULT_HEADERS = { "cache-control": "private, no-cache", "x-content-type-options": "nosniff" } as const;

/** Builds the npm protocol at the root of its own origin; does not listen yet. */
export function buildRegistry(): FastifyInstance {
  const app = Fastify({
    logger: false,
    requestTimeout: SLOW_REQUEST_MS,
    routerOptions: { ignoreDuplicateSlashes: true, maxParamLength: MOST_PATH_CHARACTERS },
    frameworkErrors: (_error, _request, reply) => {
      sendFailure(reply, new AppError("VALIDATION", { message: "The address is not encoded correctly." }));
    },
  });
  // Each route reads its body as a stream, with its own limit.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));
  app.addHook("onRequest", async (_request, reply) => {
    reply.headers(DEFAULT_HEADERS);
  });
  identifyRequests(app);
  answerFailures(app);
  identityRoutes(app);
  tokenRoutes(app);
  searchRoutes(app);
  distTagRoutes(app);
  writePackageRoutes(app);
  readPackageRoutes(app);

  return app;
}
