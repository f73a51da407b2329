import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { authenticateKey, isKnownToken } from "@/lib/access/authenticate-key";
import { clientAddress } from "@/lib/access/client-address";
import { type Caller, contextForAccount, viewerFor } from "@/lib/access/context";
import type { Permission } from "@/lib/access/permissions";
import { presentedToken } from "@/lib/access/presented-token";
import type { AccountContext, PresentedKey, RequestInfo, Viewer } from "@/lib/access/types";
import type { EntitlementKey } from "@/lib/entitlements/types";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { type PackagePath, parsePackagePath } from "@/lib/packages/npm/package-path";
import { readJsonBody } from "@/lib/packages/npm/request-body";
import { accountOfName } from "@/lib/packages/publish/namespace";
import { limitFailures } from "@/registry/failure-limit";
import { limitReads } from "@/registry/read-limit";
import { limitWrites } from "@/registry/write-limit";

declare module "fastify" {
  interface FastifyRequest {
    /** Where the request came from. */
    info: RequestInfo;
    identity: RequestInfo | null;
    caller: Caller;
  }
  interface FastifyContextConfig {
    /** Declares what a caller needs, for readers and the authorization test; the verb enforces it. */
    permission?: Permission | null;
    entitlement?: EntitlementKey | null;
    /** Routes that hand out a credential ignore the one that a client sends. */
    ignoresCredential?: boolean;
  }
}

const SMALL_BODY_BYTES = 64 * 1024;

function infoOf({ headers, socket }: FastifyRequest): RequestInfo {
  const forwarded = headers["x-forwarded-for"];
  const hops = Array.isArray(forwarded) ? forwarded.join(",") : (forwarded ?? null);
  let id: string | undefined;
  return {
    /** Made only when something is recorded: most reads write nothing. */
    get requestId() {
      id ??= newId();
      return id;
    },
    address: clientAddress(socket.remoteAddress ?? "", hops, env().TRUSTED_PROXIES),
    userAgent: headers["user-agent"] ?? "",
    source: "registry",
  };
}

/** Identifies the origin and the caller of every request. Refuses a bad credential on every path (D11). */
export function identifyRequests(app: FastifyInstance): void {
  app.decorateRequest("caller", null);
  app.decorateRequest("identity", null);
  app.decorateRequest("info", {
    getter(): RequestInfo {
      this.identity ??= infoOf(this);
      return this.identity;
    },
  });
  app.addHook("onRequest", async (request) => {
    if (request.routeOptions.config.ignoresCredential) return;
    const header = request.headers.authorization;
    if (!header) return;
    const { address } = request.info;
    const work = async () => keyIn(header, address);
    request.caller = await limitFailures(address, work, () => isKnown(header));
  });
}

function isKnown(header: string): boolean {
  try {
    return isKnownToken(presentedToken(header) ?? "");
  } catch {
    return false;
  }
}

async function keyIn(header: string, address: string): Promise<Caller> {
  const token = presentedToken(header);
  return token === null ? null : { key: await authenticateKey(token, address) };
}

export function viewerOf(request: FastifyRequest): Viewer {
  return viewerFor(request.caller, request.info);
}

/** Returns the key that a route needs. Errors: UNAUTHENTICATED. */
export function keyOf(request: FastifyRequest): PresentedKey {
  if (!request.caller || !("key" in request.caller)) throw new AppError("UNAUTHENTICATED", { reason: "missing" });
  return request.caller.key;
}

/**
 * Builds a member's context in the account of a name, to write there, and takes the write from the account's rate.
 * Errors: UNAUTHENTICATED, NOT_FOUND, RATE_LIMITED.
 */
export async function writerOf(request: FastifyRequest, reply: FastifyReply, name: string): Promise<AccountContext> {
  if (!request.caller) throw new AppError("UNAUTHENTICATED", { reason: "missing" });
  // Names of others answer 404 before there is an account whose rate counts.
  await limitReads(request);
  const ctx = await contextForAccount(await accountOfName(name), request.caller, request.info);
  await limitWrites(ctx, reply);
  return ctx;
}

export function clientOf(request: FastifyRequest): string {
  return request.headers["user-agent"] ?? "";
}

/** Reads the package from the address. Addresses below `/-/` belong to the registry and never reach this route. */
export function packageIn(request: FastifyRequest): PackagePath {
  const url = request.raw.url ?? "";
  if (/^\/+-(?:\/|$)/.test(url)) throw new AppError("NOT_FOUND", { noun: "address" });
  return parsePackagePath(url);
}

/** Reads a small JSON body, gzip undone. Errors: VALIDATION, TOO_LARGE. */
export function jsonBody(request: FastifyRequest, limitBytes = SMALL_BODY_BYTES): Promise<unknown> {
  const contentEncoding = request.headers["content-encoding"];
  return readJsonBody(request.raw, { contentEncoding, limitBytes });
}
