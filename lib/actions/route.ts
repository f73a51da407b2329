import "server-only";
import type { z } from "zod";
import { recordRefusal } from "@/lib/actions/denials";
import { type ActionMetadata, declareEntry } from "@/lib/actions/metadata";
import { type ActionFailure, toFailure, unexpected } from "@/lib/actions/result";
import { FOREIGN_SITE, isSameOrigin } from "@/lib/actions/same-origin";
import { parseInput } from "@/lib/actions/validation";
import { authorize } from "@/lib/auth/authorize";
import { contextForHandle, viewerFor } from "@/lib/auth/context";
import { currentPerson } from "@/lib/auth/loaders";
import { limitRate } from "@/lib/auth/rate-limit";
import { requestInfoOf } from "@/lib/auth/request-info";
import type { AccountContext, RequestInfo, Viewer } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/logger";

type Params<P> = { params: Promise<P> };
export type RouteHandler<P> = (request: Request, context: Params<P>) => Promise<Response>;

/** RFC 9457: the failure of an action as a problem document, its status from the same table. */
export function problem(failure: ActionFailure): Response {
  const { code, status, title, message, next, payload } = failure;
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (code === "RATE_LIMITED") headers.set("retry-after", String(payload.retryAfterSeconds));
  const body = { type: `urn:packhouse:${code.toLowerCase()}`, title, status, detail: message, code, next, payload };
  return new Response(JSON.stringify(body), { status, headers });
}

export function toProblem(error: unknown, request: RequestInfo, name: string): Response {
  if (error instanceof AppError) return problem(toFailure(error));
  log().error({ err: error, requestId: request.requestId, route: name }, "route failed");
  return problem(unexpected(request.requestId));
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

/** A route handler of a signed-in person, by the session's cookie. Order of answers: 401, 429, 400, then the verb's. */
export function personRoute<S extends z.ZodType, P = object>(
  metadata: ActionMetadata,
  schema: S,
  run: (viewer: Viewer, input: z.output<S>, params: P) => Promise<Response>,
): RouteHandler<P> {
  const handler = async (request: Request, info: RequestInfo, params: P) => {
    const person = await personOf(request);
    await limitRate("person-action", person.userId);
    return run(viewerFor({ person }, info), await parseInput(schema, await inputOf(request)), params);
  };
  return openRoute(metadata, handler);
}

/** As `accountAction`, for a handler below a `[handle]` segment; refusals of a member are recorded. */
export function accountRoute<S extends z.ZodType, P extends { handle: string }>(
  metadata: ActionMetadata,
  schema: S,
  run: (ctx: AccountContext, input: z.output<S>, params: P) => Promise<Response>,
): RouteHandler<P> {
  const handler = async (request: Request, info: RequestInfo, params: P) => {
    const person = await personOf(request);
    const ctx = await contextForHandle(params.handle, { person }, info);
    try {
      await limitRate("person-action", person.userId);
      const input = await parseInput(schema, await inputOf(request));
      if (metadata.permission) authorize(ctx, metadata.permission);
      return await run(ctx, input, params);
    } catch (error) {
      if (error instanceof AppError) await recordRefusal(ctx, metadata, error.code);
      throw error;
    }
  };
  return openRoute(metadata, handler);
}

async function personOf(request: Request) {
  const person = await currentPerson();
  if (!person) throw new AppError("UNAUTHENTICATED", { reason: "missing" });
  if (request.method !== "GET" && request.method !== "HEAD" && !isSameOrigin(request.headers)) {
    throw new AppError("FORBIDDEN", {
      permission: "session",
      roles: [],
      message: FOREIGN_SITE,
    });
  }
  return person;
}

/** The query of a read, the JSON or form body of a write. */
export async function inputOf(request: Request): Promise<unknown> {
  if (request.method === "GET" || request.method === "HEAD")
    return Object.fromEntries(new URL(request.url).searchParams);
  const type = request.headers.get("content-type") ?? "";
  if (/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)) {
    return Object.fromEntries(await request.formData());
  }
  try {
    const text = await request.text();
    return text === "" ? {} : JSON.parse(text);
  } catch {
    throw new AppError("VALIDATION", { message: "The body is not JSON." });
  }
}
