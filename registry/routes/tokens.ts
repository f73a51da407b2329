import type { FastifyInstance, FastifyRequest } from "fastify";
import { authorize } from "@/lib/access/authorize";
import { contextForAccount } from "@/lib/access/context";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { parseInput } from "@/lib/entry/validation";
import { createApiKey } from "@/lib/identity/api-keys/create-api-key";
import { fromNpmToken } from "@/lib/identity/api-keys/npm-token";
import { listApiKeys, namedApiKey, personalAccountOf } from "@/lib/identity/api-keys/queries";
import { revokeApiKey } from "@/lib/identity/api-keys/revoke-api-key";
import { createApiKeySchema } from "@/lib/identity/api-keys/schema";
import type { ApiKeyRow } from "@/lib/identity/api-keys/types";
import { audited } from "@/registry/audited";
import { jsonBody, keyOf } from "@/registry/request";
import { limitWrites } from "@/registry/write-limit";

const MOST_ROWS = 100;

/** A token can list and revoke its person's tokens, and create narrower ones. */
export function tokenRoutes(app: FastifyInstance): void {
  const config = { permission: "key:manage", entitlement: null } as const;

  app.get<{ Querystring: { perPage?: string; after?: string } }>("/-/npm/v1/tokens", { config }, async (request) => {
    const { perPage, after = null } = request.query;
    const limit = Math.min(Math.max(Number.parseInt(perPage ?? "", 10) || 10, 1), MOST_ROWS);
    const page = await listApiKeys(await ownAccount(request), { after, before: null, limit });
    const { next } = page.cursors;
    const query = next === null ? "" : new URLSearchParams({ perPage: String(limit), after: next }).toString();
    return {
      objects: page.rows.map(toObject),
      total: page.total,
      urls: next === null ? {} : { next: `/-/npm/v1/tokens?${query}` },
    };
  });

  // The new token has at most the rights and the lifetime of the presented one.
  app.post("/-/npm/v1/tokens", { config: { ...config, entitlement: "api_keys" } }, async (request, reply) => {
    const ctx = await ownAccount(request);
    await limitWrites(ctx, reply);
    authorize(ctx, "key:manage");
    const input = await parseInput(createApiKeySchema, fromNpmToken(await jsonBody(request), now()));
    const attempt = { action: "key.created", name: "registry.create-token" } as const;
    const created = await audited(ctx, attempt, () => createApiKey(ctx, input));
    const { id, token, name, scopes, cidrs, createdAt, expiresAt } = created;
    const readonly = !scopes.includes("publish");

    return reply.code(201).header("cache-control", "no-store").send({
      key: id,
      token,
      name,
      created: createdAt,
      expiry: expiresAt,
      expires: expiresAt,
      readonly,
      cidr_whitelist: cidrs,
      scopes,
    });
  });

  app.delete<{ Params: { key: string } }>("/-/npm/v1/tokens/token/:key", { config }, async (request, reply) => {
    const ctx = await ownAccount(request);
    await limitWrites(ctx, reply);
    const id = await namedApiKey(ctx, request.params.key);
    await audited(ctx, { action: "key.revoked", name: "registry.revoke-token" }, () => revokeApiKey(ctx, id));
    return reply.code(204).send();
  });
}

async function ownAccount(request: FastifyRequest): Promise<AccountContext> {
  const key = keyOf(request);
  const { id } = await personalAccountOf(key.userId);
  return contextForAccount(id, { key }, request.info);
}

function toObject(row: ApiKeyRow) {
  return {
    key: row.id,
    token: row.prefix,
    name: row.name,
    created: row.createdAt,
    expiry: row.expiresAt,
    readonly: !row.scopes.includes("publish"),
    automation: false,
    cidr_whitelist: row.cidrs.length > 0 ? row.cidrs : null,
    scopes: row.scopes,
    updated: row.lastUsedAt ?? row.createdAt,
  };
}
