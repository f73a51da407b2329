import "server-only";
import { type ActionMetadata, declareEntry } from "@/lib/actions/metadata";
import { type ActionFailure, toFailure } from "@/lib/actions/result";
import { requestInfoOf } from "@/lib/auth/request-info";
import type { RequestInfo } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/logger";
import { unmeant } from "@/lib/outage";

type Params<P> = { params: Promise<P> };
export type RouteHandler<P> = (request: Request, context: Params<P>) => Promise<Response>;

/** RFC 9457: the failure of an action as a problem document, its status from the same table. */
function problem(failure: ActionFailure): Response {
  const { code, status, title, message, next, payload } = failure;
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (code === "RATE_LIMITED") headers.set("retry-after", String(payload.retryAfterSeconds));
  const body = { type: `urn:packhouse:${code.toLowerCase()}`, title, status, detail: message, code, next, payload };
  return new Response(JSON.stringify(body), { status, headers });
}

function toProblem(error: unknown, request: RequestInfo, name: string): Response {
  if (error instanceof AppError) return problem(toFailure(error));
  log().error({ err: error, requestId: request.requestId, route: name }, "route failed");
  return problem(toFailure(unmeant(error, request.requestId)));
}

/** A route handler that anybody may call; what it throws becomes a problem document. It must check its caller itself. */
export function openRoute<P = object>(
  metadata: ActionMetadata,
  run: (request: Request, info: RequestInfo, params: P) => Promise<Response>,
): RouteHandler<P> {
  return declareEntry(async (request, { params }) => {
    const info = requestInfoOf(request.headers);
    try {
      return await run(request, info, await params);
    } catch (error) {
      return toProblem(error, info, metadata.name);
    }
  }, metadata);
}

/** The query of a read, the JSON or form body of a write. */
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
