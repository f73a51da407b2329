import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { claimRegistryLogin } from "@/lib/identity/api-keys/claim-registry-login";
import { loginWithToken } from "@/lib/identity/api-keys/login-with-token";
import { personalAccountOf } from "@/lib/identity/api-keys/queries";
import { revokePresentedKey } from "@/lib/identity/api-keys/revoke-presented-key";
import { startRegistryLogin } from "@/lib/identity/api-keys/start-registry-login";
import { isName } from "@/lib/text";
import { limitFailures } from "@/registry/failure-limit";
import { jsonBody, keyOf } from "@/registry/request";

/** Of a sender that nobody knows yet. */
const LOGIN_BODY_BYTES = 8 * 1024;

const open = { permission: null, entitlement: null, ignoresCredential: true } as const;
const own = { permission: null, entitlement: null } as const;

const loginBody = z.looseObject({ hostname: z.string().max(200).refine(isName).optional() });
const couchBody = z.looseObject({ name: z.string().max(100), password: z.string().max(1_000) });

/** Tells who a caller is, and hands out credentials. */
export function identityRoutes(app: FastifyInstance): void {
  app.get("/-/whoami", { config: own }, async (request) => {
    const { handle } = await personalAccountOf(keyOf(request).userId);
    return { username: handle };
  });

  app.get("/-/npm/v1/user", { config: own }, async (request) => {
    const key = keyOf(request);
    const { handle, person } = await personalAccountOf(key.userId);
    // Signing in proves the address, by its mailbox or by a provider that verified it. There is no second factor.
    return { name: handle, fullname: person.name, email: person.email, email_verified: true, tfa: null };
  });

  app.post("/-/v1/login", { config: open }, async (request) => {
    const body = loginBody.safeParse((await jsonBody(request, LOGIN_BODY_BYTES)) ?? {});
    return startRegistryLogin(request.info, body.data?.hostname ?? "");
  });

  app.get<{ Params: { secret: string } }>("/-/v1/done/:secret", { config: open }, async (request, reply) => {
    const claim = await limitFailures(request.info.address, () =>
      claimRegistryLogin(request.params.secret, request.info),
    );
    if (claim.state === "done") return reply.header("cache-control", "no-store").send({ token: claim.token });
    return reply.code(202).header("retry-after", claim.retryAfterSeconds).send({});
  });

  app.put<{ Params: { user: string } }>("/-/user/:user", { config: open }, async (request, reply) => {
    const body = couchBody.safeParse(await jsonBody(request, LOGIN_BODY_BYTES));
    if (!body.success) throw new AppError("VALIDATION", { message: "A login needs a name and a password." });
    const login = await loginWithToken(body.data.name, body.data.password, request.info.address);
    if (login.ok) {
      return reply.code(201).send({ ok: true, id: `org.couchdb.user:${login.username}`, token: login.token });
    }
    const refusal = { error: login.message, message: login.message, code: "UNAUTHENTICATED" };
    return reply.code(401).header("www-authenticate", "Bearer").send(refusal);
  });

  app.get<{ Params: { user: string } }>("/-/user/:user", { config: own }, async (request) => {
    const { handle, person } = await personalAccountOf(keyOf(request).userId);
    if (request.params.user !== `org.couchdb.user:${handle}`) throw new AppError("NOT_FOUND", { noun: "user" });
    return { _id: `org.couchdb.user:${handle}`, name: handle, email: person.email };
  });

  app.delete<{ Params: { token: string } }>("/-/user/token/:token", { config: own }, async (request) => {
    await revokePresentedKey(keyOf(request), request.params.token, request.info);
    return { ok: true };
  });

  app.get("/", { config: open }, async () => ({ registry: "Packhouse", dashboard: env().DASHBOARD_URL }));
  app.get("/-/ping", { config: open }, async () => ({}));
}
