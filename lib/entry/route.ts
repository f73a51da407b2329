import "server-only";
import { requestInfoOf } from "@/lib/access/request-info";
import type { RequestInfo } from "@/lib/access/types";
import { type ActionMetadata, declareEntry } from "@/lib/entry/metadata";
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

function toProblem(error: unknown, request: RequestInfo, name: string): Response {
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

/** Reads the query of a GET, or the JSON or form body of a write. */
export async function inputOf(request: Request): Promise<unknown> {
  if (request.method === "GET" || request.method === "HEAD")
    return Object.fromEntries(new URL(request.url).searchParams);
  const type = request.headers.get("content-type") ?? "";
  if (/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)) {
    return Object.fromEntries(await formOf(request));
  }
  try {
    const text = await request.text();
    return text === "" ? {} : JSON.parse(text);
  } catch {
    throw new AppError("VALIDATION", { message: "The body is not JSON." });
  }
}

async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new AppError("VALIDATION", { message: "The body is not a form." });
  }
}
