import { afterAll, describe, expect, it } from "vitest";
import { authenticateKey, closeKeys } from "@/lib/access/authenticate-key";
import { contextForAccount } from "@/lib/access/context";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { approveRegistryLogin } from "@/lib/identity/api-keys/approve-registry-login";
import { type Claim, claimRegistryLogin } from "@/lib/identity/api-keys/claim-registry-login";
import { createApiKey } from "@/lib/identity/api-keys/create-api-key";
import { loginWithToken } from "@/lib/identity/api-keys/login-with-token";
import { pendingRegistryLogin } from "@/lib/identity/api-keys/queries";
import { revokeApiKey } from "@/lib/identity/api-keys/revoke-api-key";
import { samplePerson, sampleRequest } from "@/lib/identity/api-keys/sample-person.fixture";
import { startRegistryLogin } from "@/lib/identity/api-keys/start-registry-login";
import { digest, newId } from "@/lib/ids";

let places = 0;
const elsewhere = () => sampleRequest(`203.0.113.${++places}`);
const TERMS = { scopes: ["read", "publish"], expiresInDays: 90 } satisfies {
  scopes: ["read", "publish"];
  expiresInDays: number;
};
const KEY = { name: "ci", scopes: ["read" as const], packagePatterns: [], cidrs: [], expiresInDays: null };

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

async function begin(request = elsewhere()) {
  const { loginUrl, doneUrl } = await startRegistryLogin(request);
  const [code = "", id = ""] = loginUrl.split("/").reverse();
  return { loginUrl, doneUrl, login: { id, code }, id, code, secret: doneUrl.split("/").at(-1) ?? "" };
}

function tokenOf(claim: Claim): string {
  if (claim.state !== "done") throw new Error("The login is not done");
  return claim.token;
}

afterAll(closeKeys);

describe("npm login in the browser", () => {
  it("goes from the start to one token of the person who approved", async () => {
    const { ctx, userId } = await samplePerson("ada");
    const { loginUrl, doneUrl, id, code, secret } = await begin();
    expect(loginUrl).toBe(`http://localhost:3000/login/registry/${id}/${code}`);
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{6}$/);
    expect(doneUrl).toBe(`http://localhost:4873/-/v1/done/${secret}`);
    expect(await db().registryLogin.count({ where: { pollHash: secret } })).toBe(0);
    expect(await claimRegistryLogin(secret, elsewhere())).toEqual({ state: "pending", retryAfterSeconds: 2 });
    expect(await pendingRegistryLogin(ctx, id)).toMatchObject({
      client: "npm 11.19.1",
      address: expect.stringMatching(/^203/),
    });

    await approveRegistryLogin(ctx, { id, code, ...TERMS });
    expect(await pendingRegistryLogin(ctx, id)).toBeNull();
    const key = await authenticateKey(tokenOf(await claimRegistryLogin(secret, elsewhere())), "198.51.100.7");
    expect(key).toMatchObject({ userId, scopes: ["read", "publish"] });
    expect(key.name).toMatch(/^npm login \d{4}-\d\d-\d\d$/);
    const row = await db().apiKey.findUniqueOrThrow({ where: { id: key.keyId } });
    expect((row.expiresAt?.getTime() ?? 0) - row.createdAt.getTime()).toBe(90 * 86_400_000);
    const events = await db().auditEvent.findMany({ where: { accountId: ctx.account.id }, orderBy: { seq: "asc" } });
    expect(events.slice(-2).map(({ action, actorId }) => [action, actorId])).toEqual([
      ["registry_login.approved", userId],
      ["key.created", userId],
    ]);
    expect(await codeOf(claimRegistryLogin(secret, elsewhere()))).toBe("NOT_FOUND");
  });

  it("gives one token to twenty claims at once", async () => {
    const { ctx } = await samplePerson("grace");
    const { login, secret } = await begin();
    await approveRegistryLogin(ctx, { ...login, ...TERMS });
    const claims = await Promise.all(Array.from({ length: 20 }, () => codeOf(claimRegistryLogin(secret, elsewhere()))));
    expect(claims.filter((claim) => claim === "done")).toHaveLength(1);
    expect(new Set(claims)).toEqual(new Set(["done", "NOT_FOUND"]));
    expect(await db().apiKey.count({ where: { accountId: ctx.account.id } })).toBe(1);
  });

  it("is approved by one person, once", async () => {
    const [first, second] = [await samplePerson("joan"), await samplePerson("mary")];
    const { login, secret } = await begin();
    const codes = await Promise.all(
      [first, second, first].map(({ ctx }) => codeOf(approveRegistryLogin(ctx, { ...login, ...TERMS }))),
    );
    expect(codes.sort()).toEqual(["NOT_FOUND", "NOT_FOUND", "done"]);
    expect(tokenOf(await claimRegistryLogin(secret, elsewhere()))).toMatch(/^phs_/);
  });

  it("ends after ten minutes, and two minutes after the approval", async () => {
    const { ctx } = await samplePerson("edith");
    const [late, slow, quick] = [await begin(), await begin(), await begin()];
    const past = { expiresAt: realNow() };
    await db().registryLogin.update({ where: { id: late.id }, data: past });
    expect(await pendingRegistryLogin(ctx, late.id)).toBeNull();
    expect(await codeOf(approveRegistryLogin(ctx, { ...late.login, ...TERMS }))).toBe("NOT_FOUND");
    for (const { login } of [slow, quick]) await approveRegistryLogin(ctx, { ...login, ...TERMS });
    await db().registryLogin.update({ where: { id: slow.id }, data: past });
    expect(await codeOf(claimRegistryLogin(slow.secret, elsewhere()))).toBe("NOT_FOUND");
    expect(await codeOf(claimRegistryLogin(quick.secret, elsewhere()))).toBe("done");
  });

  it("claims nothing while the plan has no place, and goes on once there is one", async () => {
    const { ctx } = await samplePerson("anita");
    const [key] = [await createApiKey(ctx, KEY), await createApiKey(ctx, KEY)];
    const { login, secret } = await begin();
    await approveRegistryLogin(ctx, { ...login, ...TERMS });
    expect(await codeOf(claimRegistryLogin(secret, elsewhere()))).toBe("LIMIT_REACHED");

    await revokeApiKey(ctx, key.id);
    expect(await codeOf(claimRegistryLogin(secret, elsewhere()))).toBe("done");
  });

  it("cannot be approved with a token", async () => {
    const { ctx } = await samplePerson("hedy");
    const { token } = await createApiKey(ctx, { ...KEY, scopes: ["read", "publish"] });
    const key = await authenticateKey(token, "198.51.100.7");
    const asKey = await contextForAccount(ctx.account.id, { key }, sampleRequest());
    const { login } = await begin();
    expect(await codeOf(approveRegistryLogin(asKey, { ...login, ...TERMS }))).toBe("FORBIDDEN");
    expect(await codeOf(approveRegistryLogin(ctx, { ...login, ...TERMS }))).toBe("done");
  });

  it("answers an unknown secret as a used one, and slows an address that starts many", async () => {
    expect(await codeOf(claimRegistryLogin("nothing", elsewhere()))).toBe("NOT_FOUND");
    const [here, other] = [elsewhere(), elsewhere()];
    const codes: string[] = [];
    for (let i = 0; i < 31; i++) codes.push(await codeOf(startRegistryLogin(here)));
    expect(codes.filter((code) => code === "done")).toHaveLength(30);
    expect(codes.at(-1)).toBe("RATE_LIMITED");
    expect(await codeOf(startRegistryLogin(other))).toBe("done");
  });
});

describe("the code at the end of the terminal's address", () => {
  const loginFrom = (address: string) => begin(sampleRequest(address));

  it("is shown in the terminal's own network, where a press is enough", async () => {
    const { ctx } = await samplePerson("jean");
    const { login, code } = await loginFrom(ctx.request.address);
    expect(await pendingRegistryLogin(ctx, login.id)).toMatchObject({ code, browserAddress: ctx.request.address });
    expect(await codeOf(approveRegistryLogin(ctx, { id: login.id, ...TERMS }))).toBe("done");
  });

  it("is hidden and asked for in another network, and may be typed in small letters with a hyphen", async () => {
    const { ctx } = await samplePerson("kay");
    const { login, code, secret } = await loginFrom("203.0.113.200");
    expect(await pendingRegistryLogin(ctx, login.id)).toMatchObject({ code: null, address: "203.0.113.200" });
    expect(await codeOf(approveRegistryLogin(ctx, { id: login.id, ...TERMS }))).toBe("VALIDATION");
    expect(await claimRegistryLogin(secret, elsewhere())).toMatchObject({ state: "pending" });
    const typed = ` ${code.slice(0, 3)}-${code.slice(3)}`.toLowerCase();
    expect(await codeOf(approveRegistryLogin(ctx, { id: login.id, code: typed, ...TERMS }))).toBe("done");
  });

  it("cannot be guessed: five wrong codes end the login, also at once", async () => {
    const { ctx } = await samplePerson("fran");
    const { login, secret } = await loginFrom("");
    const guess = () => codeOf(approveRegistryLogin(ctx, { id: login.id, code: "000000", ...TERMS }));
    const codes = await Promise.all(Array.from({ length: 8 }, guess));
    expect(codes.filter((code) => code === "VALIDATION")).toHaveLength(5);
    expect(codes.filter((code) => code === "NOT_FOUND")).toHaveLength(3);
    expect(await codeOf(approveRegistryLogin(ctx, { ...login, ...TERMS }))).toBe("NOT_FOUND");
    expect(await codeOf(claimRegistryLogin(secret, elsewhere()))).toBe("NOT_FOUND");
  });
});

describe("the classic login", () => {
  it("takes a token of the named person as the password and gives it back", async () => {
    const { ctx, handle } = await samplePerson("radia");
    const { token } = await createApiKey(ctx, KEY);
    const { address } = elsewhere();
    expect(await loginWithToken(handle, token, address)).toEqual({ ok: true, username: handle, token });
    expect(await loginWithToken(handle.toUpperCase(), ` ${token}\n`, address)).toMatchObject({ ok: true, token });
  });

  it("refuses every other pair with the same sentence, which says what to do", async () => {
    const [mine, theirs] = [await samplePerson("lise"), await samplePerson("marie")];
    const { token } = await createApiKey(mine.ctx, KEY);
    const revoked = await createApiKey(mine.ctx, KEY);
    await db().apiKey.update({ where: { tokenHash: digest(revoked.token) }, data: { revokedAt: realNow() } });
    const { address } = elsewhere();
    const pairs = [
      [theirs.handle, token],
      [`nobody-${newId()}`, token],
      [mine.handle, "secret"],
      [mine.handle, revoked.token],
    ] as const;
    for (const [name, password] of pairs) {
      const refused = await loginWithToken(name, password, address);
      expect(refused).toEqual({ ok: false, message: expect.stringContaining("http://localhost:3000/settings/tokens") });
    }
    expect(await loginWithToken(mine.handle, token, address)).toMatchObject({ ok: true });
  });

  it("slows an address that keeps trying", async () => {
    const { address } = elsewhere();
    const codes: string[] = [];
    for (let i = 0; i < 61; i++) codes.push(await codeOf(loginWithToken("nobody", "secret", address)));
    expect([codes[59], codes[60]]).toEqual(["done", "RATE_LIMITED"]);
  });
});
