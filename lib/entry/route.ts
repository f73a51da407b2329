import "server-only";
import { requestInfoOf } from "@/lib/access/request-info";
import type { RequestInfo } from "@/lib/access/types";
import { type ActionMetadata, declareEntry } from "@/lib/entry/metadata";
import { FEW_FIELDS, readBody } from "@/lib/entry/read-body";
import { isForm } from "@/lib/entry/redirects";
import { type ActionFailure, toFailure } from "@/lib/entry/result";
import { AppError } from "@/lib/errors";
import { reportFailure } from "@/lib/report-failure";

type Params<P> = { params: Promise<P> };
export type RouteHandler<P> = (request: Request, context: Params<P>) => Promise<Response>;

/** RFC 9457: an action's failure as a problem document; the status comes from the same table. */
function problem(failure: ActionFailure, requestId: string): Response {
  const { code, status, title, message, next, payload } = failure;
  const decision = "decision" in payload ? { decision: payload.decision } : {};
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (code === "RATE_LIMITED") headers.set("retry-after", String(payload.retryAfterSeconds));
  const type = `urn:packhouse:${code.toLowerCase()}`;
  const body = { type, title, status, detail: message, code, next, requestId, payload, ...decision };
  return new Response(JSON.stringify(body), { status, headers });
}

/** The answer to an exception: a refusal in its own words, anything else as a request id and one log line. */
export function toProblem(error: unknown, request: RequestInfo, name: string): Response {
  const { requestId } = request;
  return problem(toFailure(reportFailure(error, "route failed", { requestId, route: name })), requestId);
}

/**
 * A public route handler; its exceptions become problem documents. It must check its caller itself. Headers that `run`
 * sets are part of every answer, problems included.
 */
export function openRoute<P = object>(
  metadata: ActionMetadata,
  run: (request: Request, info: RequestInfo, params: P, headers: Headers) => Promise<Response>,
): RouteHandler<P> {
  return declareEntry(async (request, { params }) => {
    const info = requestInfoOf(request.headers);
    const headers = new Headers();
    const answer = await answerOf(async () => run(request, info, await params, headers), info, metadata.name);
    for (const [name, value] of headers) answer.headers.set(name, value);
    return answer;
  }, metadata);
}

async function answerOf(run: () => Promise<Response>, info: RequestInfo, name: string): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    return toProblem(error, info, name);
  }
}

/**
 * Reads the query of a GET, or the JSON or form body of a write; nothing is parsed before its end is known. Errors:
 * TOO_LARGE, VALIDATION.
 */
export async function inputOf(request: Request, limit = FEW_FIELDS): Promise<unknown> {
  if (request.method === "GET" || request.method === "HEAD")
    return Object.fromEntries(new URL(request.url).searchParams);
  const body = await readBody(request, limit);
  if (isForm(request)) return Object.fromEntries(await formOf(body, request.headers.get("content-type") ?? ""));
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  } catch {
    throw new AppError("VALIDATION", { message: "The body is not JSON." });
  }
}

async function formOf(body: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  } catch {
    throw new AppError("VALIDATION", { message: "The body is not a form." });
  }
}
