import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { closeKeys } from "@/lib/access/authenticate-key";
import { newToken } from "@/lib/access/secret";
import { db, pool } from "@/lib/db";
import { tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { publishBody } from "@/lib/packages/npm/publish-body.fixture";
import { storedFiles } from "@/lib/packages/publish/packages.fixture";
import { newMember, newPerson } from "@/lib/people/members/members.fixture";
import { FAILURES_PER_MINUTE } from "@/registry/failure-limit";
import { NewPackage } from "@/registry/new-package.fixture";
import { ownRegistry } from "@/registry/registry.fixture";

const registry = ownRegistry({ TRUSTED_PROXIES: "127.0.0.1" });
const pkg = new NewPackage(registry);
const from = (address: string) => ({ "x-forwarded-for": address });

/** Sends the head of a write and a byte of its body, and waits for the answer. */
function headOnly(path: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(registry.url).port), "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString();
      socket.destroy();
    });
    socket.on("close", () => resolve(text.split("\r\n", 1).join("")));
    socket.on("error", reject);
    const lines = Object.entries({ host: "x", "content-length": "1000000", ...headers });
    socket.write(`PUT ${path} HTTP/1.1\r\n${lines.map(([key, value]) => `${key}: ${value}\r\n`).join("")}\r\n{`);
  });
}

describe("what the head of a write tells is answered before its body comes [E3]", () => {
  const status = async (token: string | null, more: Record<string, string> = {}) =>
    headOnly(pkg.path, { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...more });

  it("401, 404, 413, 403, and 402 of a state", async () => {
    await pkg.publish();
    expect(await status(null)).toMatch(/ 401 /);
    expect(await status("phs_wrong")).toMatch(/ 401 /);
    expect(await status(await tokenFor(await newPerson("Stranger")))).toMatch(/ 404 /);
    const auditor = await tokenFor(await newMember(pkg.org, "auditor"));
    expect(await status(auditor, { "content-length": String(2 * 1024 ** 3) })).toMatch(/ 413 /);
    expect(await status(auditor)).toMatch(/ 403 /);
    expect(await status(await tokenFor(pkg.org.owner, { packagePatterns: ["@other/*"] }))).toMatch(/ 403 /);
    await db().account.update({ where: { id: pkg.org.account.id }, data: { blockReason: "Abuse" } });
    expect(await status(auditor)).toMatch(/ 403 /);
    expect(await status(pkg.token)).toMatch(/ 423 /);
    await db().account.update({ where: { id: pkg.org.account.id }, data: { blockReason: "" } });
  });

  it("and nothing of it is written to the disk, and the refusal is recorded", async () => {
    const auditor = await tokenFor(await newMember(pkg.org, "auditor"));
    const body = publishBody({ manifest: { name: pkg.name, version: "1.0.0" }, tarball: randomBytes(3_000_000) });
    const before = storedFiles(registry.storage).length;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, storedFiles(registry.storage).length);
    }, 1);
    expect((await registry.ask("PUT", pkg.path, { token: auditor, body })).status).toBe(403);
    clearInterval(watch);
    expect(most).toBeLessThanOrEqual(before);
    const last = await db().auditEvent.findFirstOrThrow({
      where: { accountId: pkg.org.account.id },
      orderBy: { seq: "desc" },
    });
    expect(last).toMatchObject({ action: "version.published", outcome: "denied", reasonCode: "FORBIDDEN" });
  });

  it("for tags, visibility and tokens too", async () => {
    await pkg.publish();
    const reader = await tokenFor(pkg.org.owner, { scopes: ["read"] });
    const authorization = `Bearer ${reader}`;
    for (const address of [pkg.tagPath("next"), `/-/package${pkg.path}/access`]) {
      expect(await headOnly(address, { authorization })).toMatch(/ 403 /);
    }
  });
});

describe("the rate of writes [E10]", () => {
  it("is the plan's, told with each answer, and refuses writes only", async () => {
    const person = await newPerson("Fast");
    const token = await tokenFor(person);
    const other = await tokenFor(person);
    const path = `/-/package/@${person.handle}%2fnone/dist-tags/next`;
    const write = (as: string) => registry.ask("PUT", path, { token: as, body: '"1.0.0"' });
    const first = await write(token);
    expect(first.status).toBe(404);
    expect(first.headers).toMatchObject({
      "ratelimit-policy": '"api";q=60;w=60',
      ratelimit: expect.stringMatching(/^"api";r=59;t=\d+$/),
    });
    const answers = await Promise.all(Array.from({ length: 30 }, () => [write(token), write(other)]).flat());
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(59);
    const refused = await write(other);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(refused.headers.ratelimit).toMatch(/r=0;/);
    expect((await registry.ask("GET", "/-/whoami", { token })).status).toBe(200);
    expect((await registry.ask("GET", `/@${person.handle}%2fnone`, { token })).status).toBe(404);
    expect((await pkg.publish()).status).toBe(201);
  });
});

describe("the rate of bad credentials [E10]", () => {
  const whoami = (token: string, address: string) =>
    registry.ask("GET", "/-/whoami", { token, headers: from(address) });

  it("asks no database once it is reached, and lets good tokens of the same network through", async () => {
    const address = "198.51.100.7";
    expect((await whoami(pkg.token, address)).status).toBe(200);
    const answers = await Promise.all(
      Array.from({ length: FAILURES_PER_MINUTE / 3 }, (_, at) => [
        whoami(newToken(), address),
        whoami("phs_malformed", address),
        registry.ask("GET", `/-/v1/done/never-${at}`, { headers: from(address) }),
      ]).flat(),
    );
    expect(answers.every(({ status }) => status === 401 || status === 404)).toBe(true);
    const query = vi.spyOn(pool(), "query");
    const refused = await whoami(newToken(), address);
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    const digest = { ...from(address), authorization: "Digest x" };
    expect((await registry.ask("GET", "/-/whoami", { headers: digest })).status).toBe(429);
    expect((await registry.ask("GET", "/-/v1/done/never", { headers: from(address) })).status).toBe(429);
    expect((await whoami(pkg.token, address)).status).toBe(200);
    expect((await registry.ask("GET", "/-/ping", { headers: from(address) })).status).toBe(200);
    expect((await whoami(newToken(), "198.51.100.8")).status).toBe(401);
    await closeKeys();
  });
});
