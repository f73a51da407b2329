import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errorSentence } from "@/lib/error-copy";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { npmErrorBody, npmErrorHeaders } from "@/lib/packages/npm/error-body";
import { invalid } from "@/lib/packages/npm/refuse";
import { reportFailure } from "@/lib/report-failure";

function isClientFault(error: unknown): error is FastifyError {
  return (
    error instanceof Error && "statusCode" in error && Number(error.statusCode) >= 400 && Number(error.statusCode) < 500
  );
}

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
    if (isClientFault(error)) return sendFailure(reply, invalid("The request is malformed."));
    const requestId = "info" in request && request.info ? request.info.requestId : newId();
    // Logs the route, not the address: some addresses carry a token or the secret of a login.
    const about = { requestId, method: request.method, route: request.routeOptions.url };
    return sendFailure(reply, reportFailure(error, "registry request failed", about));
  });
  app.setNotFoundHandler((_request, reply) => sendFailure(reply, new AppError("NOT_FOUND", { noun: "address" })));
}
