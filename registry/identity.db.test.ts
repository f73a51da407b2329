import { beforeAll, describe, expect, it } from "vitest";
import type { SignedIn } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { approveRegistryLogin } from "@/lib/identity/api-keys/approve-registry-login";
import { revokeApiKey } from "@/lib/identity/api-keys/revoke-api-key";
import { expiredTokenFor, keyFor, onPro, ownContextOf, tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { newPerson } from "@/lib/people/members/members.fixture";
import { ownRegistry } from "@/registry/registry.fixture";

const registry = ownRegistry();
let person: SignedIn;
let token = "";

async function revokedTokenFor(of: SignedIn): Promise<string> {
  const key = await keyFor(of);
  await revokeApiKey(await ownContextOf(of), key.id);
  return key.token;
}

const whoami = (as: string) => registry.ask("GET", "/-/whoami", { token: as });

beforeAll(async () => {
  person = await onPro(await newPerson("Ida"));
  token = await tokenFor(person);
});

describe("credentials [D11]", () => {
  const paths = ["/", "/-/ping", "/-/whoami", "/-/npm/v1/user", "/-/npm/v1/tokens", "/-/v1/search?text=x", "/express"];
  const scoped = ["/@nobody/nothing", "/@nobody%2fnothing/1.0.0", "/@nobody/nothing/-/nothing-1.0.0.tgz"];
  const checked = [...paths.slice(2), ...scoped, "/-/package/@nobody%2fnothing/dist-tags", "/-/unknown"];

  it.each(checked)("answers a bad credential on %s with 401", async (address) => {
    const mistyped = `${token.slice(0, -1)}${token.endsWith("a") ? "b" : "a"}`;
    const basic = `Basic ${Buffer.from("ida:secret").toString("base64")}`;
    for (const authorization of ["Bearer x", "Bearer ", `Bearer ${mistyped}`, basic, "Digest x"]) {
      const answer = await registry.ask("GET", address, { headers: { authorization } });
      expect([authorization, answer.status]).toEqual([authorization, 401]);
      expect(answer.headers["www-authenticate"]).toBe("Bearer");
      expect(answer.json).toMatchObject({ code: "UNAUTHENTICATED", error: expect.any(String) });
    }
    expect((await registry.ask("GET", address, { token })).status).not.toBe(401);
  });

  it("says of a revoked and an expired token what it is", async () => {
    const revoked = await whoami(await revokedTokenFor(person));
    expect([revoked.status, revoked.json.error]).toEqual([401, "The token was revoked."]);
    const expired = await whoami(await expiredTokenFor(person));
    expect([expired.status, expired.json.error]).toEqual([401, "The token or session has expired."]);
  });

  it("refuses a token from another address so that npm prints EAUTHIP", async () => {
    const far = await tokenFor(person, { cidrs: ["203.0.113.0/24"] });
    const answer = await whoami(far);
    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toMatch(/ipaddress/);
    expect((await whoami(await tokenFor(person, { cidrs: ["127.0.0.0/8"] }))).status).toBe(200);
  });

  it("takes a token as the password of a Basic credential", async () => {
    const authorization = `Basic ${Buffer.from(`${person.handle}:${token}`).toString("base64")}`;
    const answer = await registry.ask("GET", "/-/whoami", { headers: { authorization } });
    expect(answer.json).toEqual({ username: person.handle });
  });

  it("needs none where nobody has to be known", async () => {
    for (const address of ["/", "/-/ping", "/-/v1/search?text=x"]) {
      expect((await registry.ask("GET", address)).status).toBe(200);
    }
    for (const address of ["/-/whoami", "/-/npm/v1/user", "/-/npm/v1/tokens"]) {
      expect((await registry.ask("GET", address)).status).toBe(401);
    }
  });
});

describe("who somebody is", () => {
  it("names the person of the token", async () => {
    expect((await whoami(token)).json).toEqual({ username: person.handle });
    const profile = await registry.ask("GET", "/-/npm/v1/user", { token });
    expect(profile.json).toMatchObject({ name: person.handle, email: person.email, email_verified: true, tfa: null });
    const couch = await registry.ask("GET", `/-/user/org.couchdb.user:${person.handle}`, { token });
    expect(couch.json).toMatchObject({ name: person.handle, email: person.email });
    expect((await registry.ask("GET", "/-/user/org.couchdb.user:somebody", { token })).status).toBe(404);
  });
});

describe("login in the browser", () => {
  async function begin() {
    const { status, json } = await registry.ask("POST", "/-/v1/login", { body: { hostname: "ida-laptop" } });
    expect(status).toBe(200);
    const done = new URL(String(json.doneUrl));
    expect(done.origin).toBe(registry.url);
    const [code = "", id = ""] = String(json.loginUrl).split("/").reverse();
    return { id, code, done: done.pathname };
  }

  it("waits with 202, then hands the token out once", async () => {
    const { id, code, done } = await begin();
    const waiting = await registry.ask("GET", done);
    expect(waiting.status).toBe(202);
    expect(Number(waiting.headers["retry-after"])).toBeGreaterThan(0);
    await approveRegistryLogin(await ownContextOf(person), { id, code, scopes: ["read"], expiresInDays: 30 });
    const answer = await registry.ask("GET", done);
    expect(answer.status).toBe(200);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect((await whoami(String(answer.json.token))).json).toEqual({ username: person.handle });
    expect((await registry.ask("GET", done)).status).toBe(404);
  });

  it("starts whatever credential or body comes along, and knows no other address", async () => {
    expect((await registry.ask("POST", "/-/v1/login", { token: "x" })).status).toBe(200);
    expect((await registry.ask("POST", "/-/v1/login", { body: { create: true } })).status).toBe(200);
    expect((await registry.ask("GET", "/-/v1/done/unknown")).status).toBe(404);
  });

  it("tells the client when the plan has no place for the token", async () => {
    const full = await newPerson("Full");
    await tokenFor(full);
    await tokenFor(full);
    const { id, code, done } = await begin();
    await approveRegistryLogin(await ownContextOf(full), { id, code, scopes: ["read"], expiresInDays: 30 });
    const answer = await registry.ask("GET", done);
    expect(answer.status).toBe(402);
    expect(answer.json.error).toMatch(/token|key/i);
  });
});

describe("the classic login", () => {
  const login = (name: string, password: string) =>
    registry.ask("PUT", `/-/user/org.couchdb.user:${encodeURIComponent(name)}`, {
      body: { name, password, type: "user" },
    });

  it("takes a token as the password and gives it back", async () => {
    const answer = await login(person.handle, token);
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ ok: true, token });
  });

  it("refuses everything else with the sentence that says how", async () => {
    const other = await newPerson("Otto");
    for (const [name, password] of [
      [person.handle, "secret"],
      [other.handle, token],
      ["nobody", token],
      [person.handle, ""],
    ] as const) {
      const answer = await login(name, password);
      expect(answer.status).toBe(401);
      expect(answer.json.error).toMatch(/token/);
    }
    expect((await registry.ask("PUT", "/-/user/org.couchdb.user:x", { body: { name: 7 } })).status).toBe(400);
  });
});

describe("tokens", () => {
  it("logs out the presented token, and no other", async () => {
    const [one, other] = [await tokenFor(person), await tokenFor(person)];
    const remove = (named: string, as: string) =>
      registry.ask("DELETE", `/-/user/token/${encodeURIComponent(named)}`, { token: as });
    expect((await remove(other, one)).status).toBe(404);
    expect((await remove(one, one)).status).toBe(200);
    expect((await whoami(one)).status).toBe(401);
    expect((await whoami(other)).status).toBe(200);
  });

  it("lists them in pages without their secrets", async () => {
    const lister = await onPro(await newPerson("Lister"));
    const keys = [await keyFor(lister), await keyFor(lister, { scopes: ["read"] }), await keyFor(lister)];
    const as = keys[0]?.token ?? "";
    const seen: unknown[] = [];
    let address: string | undefined = "/-/npm/v1/tokens?perPage=2";
    while (address !== undefined) {
      const { json, text }: Awaited<ReturnType<typeof registry.ask>> = await registry.ask("GET", address, {
        token: as,
      });
      for (const { token } of keys) expect(text).not.toContain(token);
      expect(json.total).toBe(3);
      seen.push(...Array.from(Object(json.objects)));
      const next: unknown = Object(json.urls).next;
      address = typeof next === "string" ? next : undefined;
    }
    expect(seen).toHaveLength(3);
    expect(seen).toContainEqual(expect.objectContaining({ key: keys[1]?.id, readonly: true, cidr_whitelist: null }));
    expect(seen).toContainEqual(expect.objectContaining({ key: keys[2]?.id, readonly: false }));
  });

  it("revokes one by its key, at once, and none of another person", async () => {
    const key = await keyFor(person);
    const foreign = await keyFor(await newPerson("Frieda"));
    const revoke = (id: string, as = token) => registry.ask("DELETE", `/-/npm/v1/tokens/token/${id}`, { token: as });
    expect((await revoke(foreign.id)).status).toBe(404);
    expect((await whoami(foreign.token)).status).toBe(200);
    const reader = await tokenFor(person, { scopes: ["read"] });
    expect((await revoke(key.id, reader)).status).toBe(403);
    expect((await revoke(key.id)).status).toBe(204);
    expect((await whoami(key.token)).status).toBe(401);
  });

  it("revokes none when a shortened key names several", async () => {
    const twice = await newPerson("Short");
    const { account } = await ownContextOf(twice);
    const ids = ["018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002"];
    const key = { accountId: account.id, userId: twice.userId, name: "twin", prefix: "", createdAt: now() };
    await db().apiKey.createMany({ data: ids.map((id) => ({ ...key, id, tokenHash: id })) });
    const as = await tokenFor(twice);
    const revoke = (name: string) => registry.ask("DELETE", `/-/npm/v1/tokens/token/${name}`, { token: as });
    expect((await revoke("018f0000")).status).toBe(409);
    expect(await db().apiKey.count({ where: { id: { in: ids }, revokedAt: null } })).toBe(2);
    expect((await revoke(ids[0] ?? "")).status).toBe(204);
  });

  it("makes one that reaches no further than the presented one", async () => {
    const reader = await tokenFor(person, { scopes: ["read"] });
    const body = { name: "ci", password: "", packages_and_scopes_permission: "read-only", expires: 7 };
    const made = await registry.ask("POST", "/-/npm/v1/tokens", { token, body });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ readonly: true, token: expect.any(String), key: expect.any(String) });
    expect((await whoami(String(made.json.token))).status).toBe(200);
    const refused = await registry.ask("POST", "/-/npm/v1/tokens", { token: reader, body });
    expect(refused.status).toBe(403);
  });
});
