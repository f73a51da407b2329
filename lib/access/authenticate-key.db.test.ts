import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { authenticateKey, authenticateWith, closeKeys } from "@/lib/access/authenticate-key";
import { contextForAccount, operatorContext } from "@/lib/access/context";
import { openKeyCache } from "@/lib/access/key-cache";
import { keyByDigest } from "@/lib/access/key-lookup";
import { flushKeyUse } from "@/lib/access/note-key-use";
import { newToken } from "@/lib/access/secret";
import { assignPlan } from "@/lib/billing/contracts/assign-plan";
import { at, now } from "@/lib/clock";
import { db, pool } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { createApiKey } from "@/lib/identity/api-keys/create-api-key";
import { revokeApiKey } from "@/lib/identity/api-keys/revoke-api-key";
import { type SamplePerson, samplePerson, sampleRequest } from "@/lib/identity/api-keys/sample-person.fixture";
import { digest, newId } from "@/lib/ids";

const HERE = "198.51.100.7";
const base = { name: "ci", scopes: ["read"], packagePatterns: [], cidrs: [], expiresInDays: null } as const;
let ada: SamplePerson;

/** Returns the key's name, or the reason of the refusal. */
async function answer(work: Promise<{ name: string }>): Promise<string> {
  try {
    return (await work).name;
  } catch (error) {
    if (error instanceof AppError && error.code === "UNAUTHENTICATED" && "reason" in error.payload) {
      return error.payload.reason;
    }
    throw error;
  }
}

async function newKey(input: Partial<Parameters<typeof createApiKey>[1]> = {}) {
  return createApiKey(ada.ctx, { ...base, scopes: [...base.scopes], packagePatterns: [], cidrs: [], ...input });
}

beforeAll(async () => {
  ada = await samplePerson("ada");
  const operator = operatorContext(ada.ctx.account, "test", sampleRequest());
  await assignPlan(operator, { plan: "pro", kind: "contract", seats: null, endsAt: null, reason: "room for keys" });
});
afterAll(closeKeys);

describe("authenticateKey", () => {
  it("answers with the person, the scopes and the patterns of a live key", async () => {
    const { id, token } = await newKey({ scopes: ["read", "publish"], packagePatterns: ["@ada/*"] });
    expect(await authenticateKey(token, HERE)).toEqual({
      keyId: id,
      name: "ci",
      scopes: ["read", "publish"],
      packagePatterns: ["@ada/*"],
      userId: ada.userId,
      userName: "ada",
      email: expect.stringContaining("@example.com"),
    });
  });

  it("calls invalid what is no token and a well-formed token that nobody has, the first without a query", async () => {
    const query = vi.spyOn(pool(), "query");
    expect(await answer(authenticateKey(`phs_${randomBytes(19).toString("hex")}`, HERE))).toBe("invalid");
    expect(query).not.toHaveBeenCalled();
    expect(await answer(authenticateKey(newToken(), HERE))).toBe("invalid");
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
  });

  it("refuses a key from the instant it expires, on the product's clock and from memory", async () => {
    const { token, expiresAt } = await newKey({ expiresInDays: 30 });
    const end = new Date(expiresAt ?? 0).getTime();
    expect(await answer(authenticateKey(token, HERE))).toBe("ci");
    expect(await at(new Date(end - 1), () => answer(authenticateKey(token, HERE)))).toBe("ci");
    expect(await at(new Date(end), () => answer(authenticateKey(token, HERE)))).toBe("expired");
  });

  it("holds a key to its addresses, of both families", async () => {
    const { token } = await newKey({ cidrs: ["10.0.0.0/8", "2001:db8::/32"] });
    for (const [address, expected] of [
      ["10.200.3.4", "ci"],
      ["::ffff:10.200.3.4", "ci"],
      ["2001:db8:5::9", "ci"],
      ["11.0.0.1", "address"],
      ["2001:db9::1", "address"],
      ["", "address"],
    ] as const) {
      expect([address, await answer(authenticateKey(token, address))]).toEqual([address, expected]);
    }
  });

  it("refuses a key at once on the instance that revoked it", async () => {
    const { id, token } = await newKey();
    expect(await answer(authenticateKey(token, HERE))).toBe("ci");
    await revokeApiKey(ada.ctx, id);
    expect(await answer(authenticateKey(token, HERE))).toBe("revoked");
  });

  it("reads a cached key no more than once", async () => {
    const { token } = await newKey();
    const query = vi.spyOn(pool(), "query");
    await Promise.all(Array.from({ length: 50 }, () => authenticateKey(token, HERE)));
    for (let i = 0; i < 50; i++) await authenticateKey(token, HERE);
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
  });
});

describe("a member's key", () => {
  it("loses the organization with the membership, at the next request", async () => {
    const orgId = newId();
    await db().account.create({
      data: {
        id: orgId,
        handle: `org-${orgId}`,
        name: "Org",
        kind: "organization",
        defaultVisibility: "private",
        createdAt: now(),
      },
    });
    const other = await samplePerson("grace");
    const member = { accountId: orgId, joinedAt: now() };
    await db().membership.createMany({
      data: [
        { ...member, userId: other.userId, role: "owner" },
        { ...member, userId: ada.userId, role: "member" },
      ],
    });
    const { token } = await newKey({ scopes: ["read", "publish"] });
    const key = await authenticateKey(token, HERE);
    const ctx = await contextForAccount(orgId, { key }, sampleRequest());
    expect([ctx.role, ctx.permissions.has("package:publish")]).toEqual(["member", true]);
    await db().membership.delete({ where: { accountId_userId: { accountId: orgId, userId: ada.userId } } });
    expect(await authenticateKey(token, HERE)).toBe(key);
    await expect(contextForAccount(orgId, { key }, sampleRequest())).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await contextForAccount(ada.ctx.account.id, { key }, sampleRequest())).role).toBe("owner");
  });
});

describe("another instance", () => {
  /** Milliseconds from a revocation to the first refusal. */
  async function refusedAfter(cache: ReturnType<typeof openKeyCache>, id: string, token: string): Promise<number> {
    await revokeApiKey(ada.ctx, id);
    const revokedAt = performance.now();
    await vi.waitFor(async () => expect(await answer(authenticateWith(cache, token, HERE))).toBe("revoked"), {
      interval: 2,
      timeout: 3_000,
    });
    return performance.now() - revokedAt;
  }

  it("refuses a revoked key as soon as the database tells it", async () => {
    const cache = openKeyCache();
    const { id, token } = await newKey();
    await vi.waitFor(async () => {
      expect(await answer(authenticateWith(cache, token, HERE))).toBe("ci");
      expect(cache.isCurrent()).toBe(true);
    });
    expect(await refusedAfter(cache, id, token)).toBeLessThan(1_000);
    await cache.stop();
  });

  it("refuses it within a second when it cannot hear", async () => {
    const cache = openKeyCache();
    const { id, token } = await newKey();
    await cache.stop();
    expect(await answer(authenticateWith(cache, token, HERE))).toBe("ci");
    const query = vi.spyOn(pool(), "query");
    expect(await answer(authenticateWith(cache, token, HERE))).toBe("ci");
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
    expect(await refusedAfter(cache, id, token)).toBeLessThan(1_000);
  });

  it("forgets everything when its connection was cut, and hears again", async () => {
    const cache = openKeyCache();
    const [first, second] = [await newKey(), await newKey()];
    await vi.waitFor(() => expect(cache.isCurrent()).toBe(true));
    for (const { token } of [first, second]) await authenticateWith(cache, token, HERE);
    const cut = await db().$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'packhouse-listener' AND datname = current_database()`;
    expect(cut).toBeGreaterThan(0);
    expect(await refusedAfter(cache, first.id, first.token)).toBeLessThan(1_000);
    await vi.waitFor(() => expect(cache.isCurrent()).toBe(true), { timeout: 3_000 });
    expect(await answer(authenticateWith(cache, second.token, HERE))).toBe("ci");
    expect(await refusedAfter(cache, second.id, second.token)).toBeLessThan(1_000);
    await cache.stop();
  });

  it("never keeps an answer that a revocation overtook", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let told = () => {};
    const read = new Promise<void>((resolve) => {
      told = resolve;
    });
    const [first, second] = [await newKey(), await newKey()];
    const cache = openKeyCache(async (hash) => {
      const found = await keyByDigest(hash);
      if (hash === digest(first.token)) {
        told();
        await held;
      }
      return found;
    });
    await vi.waitFor(() => expect(cache.isCurrent()).toBe(true));
    await authenticateWith(cache, second.token, HERE);
    const reading = answer(authenticateWith(cache, first.token, HERE));
    await read;
    // Postgres delivers notifications in commit order: a cache that forgot the second key has heard about the first.
    await revokeApiKey(ada.ctx, first.id);
    await revokeApiKey(ada.ctx, second.id);
    await vi.waitFor(() => expect(cache.peek(digest(second.token))).toBeUndefined());
    release();
    expect(await reading).toBe("ci");
    expect(cache.peek(digest(first.token))).toBeUndefined();
    expect(await answer(authenticateWith(cache, first.token, HERE))).toBe("revoked");
    await cache.stop();
  });
});

describe("the last use", () => {
  const used = (id: string) =>
    db().apiKey.findUniqueOrThrow({ where: { id }, select: { lastUsedAt: true, lastUsedAddress: true } });

  it("is written in one batch, not by the requests", async () => {
    const keys = [await newKey(), await newKey(), await newKey()];
    const write = vi.spyOn(pool(), "query");
    for (let i = 0; i < 100; i++) {
      for (const { token } of keys) await authenticateKey(token, `203.0.113.${i}`);
    }
    expect(write.mock.calls.filter(([query]) => JSON.stringify(query).includes("write-key-use"))).toHaveLength(0);
    expect((await used(keys[0]?.id ?? "")).lastUsedAt).toBeNull();
    await flushKeyUse();
    expect(write.mock.calls.filter(([query]) => JSON.stringify(query).includes("write-key-use"))).toHaveLength(1);
    write.mockRestore();
    for (const { id } of keys) {
      const row = await used(id);
      expect(row.lastUsedAddress).toBe("203.0.113.99");
      expect(now().getTime() - (row.lastUsedAt?.getTime() ?? 0)).toBeLessThan(10_000);
    }
  });

  it("is not noted for a refusal, and an older batch does not undo a newer one", async () => {
    const { id, token } = await newKey({ cidrs: ["10.0.0.0/8"] });
    await answer(authenticateKey(token, HERE));
    await flushKeyUse();
    expect((await used(id)).lastUsedAt).toBeNull();
    await authenticateKey(token, "10.0.0.1");
    await flushKeyUse();
    await at(new Date(now().getTime() - 60_000), () => authenticateKey(token, "10.0.0.2"));
    await flushKeyUse();
    expect((await used(id)).lastUsedAddress).toBe("10.0.0.1");
  });

  it("is kept for the next batch when the database refuses", async () => {
    const { id, token } = await newKey();
    await authenticateKey(token, HERE);
    const write = vi.spyOn(pool(), "query").mockImplementationOnce(() => {
      throw new Error("no database");
    });
    await expect(flushKeyUse()).rejects.toThrow("no database");
    write.mockRestore();
    await flushKeyUse();
    expect((await used(id)).lastUsedAddress).toBe(HERE);
  });

  it("lets two instances write the same keys at once", async () => {
    const keys = await Promise.all(Array.from({ length: 4 }, () => newKey()));
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        [keys, [...keys].reverse()].map(async (order) => {
          for (const { token } of order) await authenticateKey(token, HERE);
          await flushKeyUse();
        }),
      );
    }
    expect((await used(keys[3]?.id ?? "")).lastUsedAddress).toBe(HERE);
  });
});
