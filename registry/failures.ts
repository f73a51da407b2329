import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errorSentence } from "@/lib/error-copy";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { log } from "@/lib/logger";
import { unmeant } from "@/lib/outage";
import { npmErrorBody, npmErrorHeaders } from "@/lib/packages/npm/error-body";

/**
 * Turns an exception into an error for the client: ours stay, Fastify's refusals become VALIDATION, others UNEXPECTED
 * or UNAVAILABLE.
 */
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

/** Sends a failure in npm's form; its code decides the status. */
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
      // Logs the route, not the address: some addresses carry a token or the secret of a login.
      log().error({ err: error, requestId, method: request.method, route: request.routeOptions.url }, FAILED);
    return sendFailure(reply, failure);
  });
  app.setNotFoundHandler((_request, reply) => sendFailure(reply, new AppError("NOT_FOUND", { noun: "address" })));
}
