import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errorSentence } from "@/lib/error-copy";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { log } from "@/lib/logger";
import { unmeant } from "@/lib/outage";
import { npmErrorBody, npmErrorHeaders } from "@/lib/packages/npm/error-body";

/** What a thrown value is to a client: ours as it is, Fastify's own refusals as VALIDATION, all else nobody meant. */
function toAppError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) return error;
  if (isClientFault(error)) return new AppError("VALIDATION", { message: "The request is malformed." });
  return unmeant(error, requestId);
}

function isClientFault(error: unknown): error is FastifyError {
  return (
    error instanceof Error && "statusCode" in error && Number(error.statusCode) >= 400 && Number(error.statusCode) < 500
  );
}

const FAILED = "registry request failed";

/** npm's shape of a failure; the status comes from the code. */
export function sendFailure(reply: FastifyReply, error: AppError): FastifyReply {
  return reply
    .code(error.status)
    .headers({ ...npmErrorHeaders(error), "cache-control": "no-store" })
    .type("application/json")
    .send(npmErrorBody(error, errorSentence(error)));
}

export function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler((error, request: FastifyRequest, reply) => {
    const requestId = "info" in request && request.info ? request.info.requestId : newId();
    const failure = toAppError(error, requestId);
    if (failure !== error && failure.code !== "VALIDATION")
      // The route, not its address: some addresses carry a token or the secret of a login.
      log().error({ err: error, requestId, method: request.method, route: request.routeOptions.url }, FAILED);
    return sendFailure(reply, failure);
  });
  app.setNotFoundHandler((_request, reply) => sendFailure(reply, new AppError("NOT_FOUND", { noun: "address" })));
}
