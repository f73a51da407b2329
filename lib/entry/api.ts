import "server-only";
import type { z } from "zod";
import { authenticateKey } from "@/lib/access/authenticate-key";
import { authorize } from "@/lib/access/authorize";
import { networkOf } from "@/lib/access/cidr";
import { contextForHandle } from "@/lib/access/context";
import { presentedToken } from "@/lib/access/presented-token";
import { type ApiRate, takeApiCall } from "@/lib/access/rate-limit";
import type { AccountContext, PresentedKey, RequestInfo } from "@/lib/access/types";
import { ANONYMOUS_API_CALLS_PER_MINUTE } from "@/lib/entitlements/limits";
import { rateHeaders, takeAccountCall } from "@/lib/entry/api-rate";
import type { ActionMetadata } from "@/lib/entry/metadata";
import { inputOf, openRoute, type RouteHandler } from "@/lib/entry/route";
import { parseInput } from "@/lib/entry/validation";
import { AppError } from "@/lib/errors";
import { digest } from "@/lib/ids";

/** A public read of the REST API. Order of answers: 401 for a bad token, 429, 400. */
export function publicApi<S extends z.ZodType>(
  metadata: ActionMetadata,
  schema: S,
  run: (input: z.output<S>) => Promise<unknown>,
): RouteHandler<object> {
  return openRoute(metadata, async (request, from, _params, headers) => {
    const info = asApi(from);
    await keyOf(request, info);
    limit(headers, await takeApiCall(`address:${networkOf(info.address)}`, ANONYMOUS_API_CALLS_PER_MINUTE));
    return revalidated(request, await run(await parseInput(schema, await inputOf(request))));
  });
}

/**
 * A read of the account that `?account=HANDLE` names, with a token of a member; the rate is the key's and the account's. Order of
 * answers: 401, 404, 429, 400, 403, then the verb's own.
 */
export function accountApi<S extends z.ZodType>(
  metadata: ActionMetadata,
  schema: S,
  run: (ctx: AccountContext, input: z.output<S>) => Promise<unknown>,
): RouteHandler<object> {
  return openRoute(metadata, async (request, from, _params, headers) => {
    const info = asApi(from);
    const key = await keyOf(request, info);
    if (!key) throw new AppError("UNAUTHENTICATED", { reason: "missing" });
    const handle = new URL(request.url).searchParams.get("account");
    const ctx = handle === null ? null : await contextForHandle(handle.replace(/^@/, ""), { key }, info);
    limit(
      headers,
      await (ctx ? takeAccountCall(ctx) : takeApiCall(`key:${key.keyId}`, ANONYMOUS_API_CALLS_PER_MINUTE)),
    );
    const input = await parseInput(schema, await inputOf(request));
    if (!ctx) throw new AppError("VALIDATION", { message: "Name the account: ?account=HANDLE." });
    if (metadata.permission) authorize(ctx, metadata.permission);
    return Response.json(await run(ctx, input), { headers: { "cache-control": "private, no-store" } });
  });
}

function asApi(info: RequestInfo): RequestInfo {
  return { ...info, source: "api" };
}

async function keyOf({ headers }: Request, { address }: RequestInfo): Promise<PresentedKey | null> {
  const token = presentedToken(headers.get("authorization"));
  return token === null ? null : authenticateKey(token, address);
}

/** Tells the rate with the answer. Errors: RATE_LIMITED. */
function limit(headers: Headers, rate: ApiRate): void {
  for (const [name, value] of Object.entries(rateHeaders(rate))) headers.set(name, value);
  if (!rate.allowed) throw new AppError("RATE_LIMITED", { retryAfterSeconds: rate.resetSeconds });
}

/** Adds an ETag to the answer, or replaces it by 304 for a client that has it. */
function revalidated(request: Request, body: unknown): Response {
  const text = JSON.stringify(body);
  const etag = `"${digest(text).slice(0, 32)}"`;
  const headers = { etag, "cache-control": "public, no-cache", "content-type": "application/json" };
  const known = request.headers.get("if-none-match")?.split(/\s*,\s*/) ?? [];
  const fresh = known.some((tag) => tag === "*" || tag.replace(/^W\//, "") === etag);
  return fresh ? new Response(null, { status: 304, headers }) : new Response(text, { headers });
}
