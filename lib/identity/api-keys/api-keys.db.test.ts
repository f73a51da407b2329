import { afterAll, describe, expect, it } from "vitest";
import { authenticateKey, closeKeys } from "@/lib/access/authenticate-key";
import { contextForAccount, operatorContext } from "@/lib/access/context";
import type { AccountContext } from "@/lib/access/types";
import { assignPlan } from "@/lib/billing/contracts/assign-plan";
import { at } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { createApiKey } from "@/lib/identity/api-keys/create-api-key";
import { listApiKeys } from "@/lib/identity/api-keys/queries";
import { revokeApiKey } from "@/lib/identity/api-keys/revoke-api-key";
import { revokePresentedKey } from "@/lib/identity/api-keys/revoke-presented-key";
import { type SamplePerson, samplePerson, sampleRequest } from "@/lib/identity/api-keys/sample-person.fixture";
import type { CreateApiKeyInput } from "@/lib/identity/api-keys/schema";
import { digest, newId } from "@/lib/ids";

const HERE = "198.51.100.7";
const FIRST = { after: null, before: null, limit: 20 };

function input(change: Partial<CreateApiKeyInput> = {}): CreateApiKeyInput {
  return { name: "ci", scopes: ["read"], packagePatterns: [], cidrs: [], expiresInDays: 90, ...change };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

async function onPro(person: SamplePerson): Promise<SamplePerson> {
  const operator = operatorContext(person.ctx.account, "test", sampleRequest());
  await assignPlan(operator, { plan: "pro", kind: "contract", seats: null, endsAt: null, reason: "room for keys" });
  return person;
}

/** The counter, the sum of the ledger and the number of rows; they must always agree. */
async function counts(ctx: AccountContext): Promise<[number, number, number]> {
  const where = { accountId: ctx.account.id, key: "api_keys" };
  const [counter, ledger, rows] = await Promise.all([
    db().usageCounter.findFirst({ where }),
    db().usageLedgerEntry.aggregate({ where, _sum: { amount: true } }),
    db().apiKey.count({ where: { accountId: ctx.account.id, revokedAt: null } }),
  ]);
  return [Number(counter?.used ?? 0), Number(ledger._sum.amount ?? 0), rows];
}

afterAll(closeKeys);

describe("createApiKey", () => {
  it("shows the token once, keeps its digest, takes a place and writes it down without the secret", async () => {
    const { ctx } = await samplePerson("ada");
    const key = await createApiKey(ctx, input({ cidrs: ["10.0.0.0/8"] }));
    const row = await db().apiKey.findUniqueOrThrow({ where: { id: key.id } });
    expect(row).toMatchObject({ tokenHash: digest(key.token), prefix: key.token.slice(0, 8), cidrs: ["10.0.0.0/8"] });
    expect((row.expiresAt?.getTime() ?? 0) - row.createdAt.getTime()).toBe(90 * 86_400_000);
    const event = await db().auditEvent.findFirstOrThrow({
      where: { accountId: ctx.account.id, action: "key.created" },
    });
    expect(JSON.stringify(event, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
      key.token.slice(8),
    );
    expect(event).toMatchObject({ outcome: "success", metadata: { prefix: row.prefix, via: "dashboard" } });
    expect(await counts(ctx)).toEqual([1, 1, 1]);
  });

  it("gives exactly the free places when twenty ask at once, and leaves nothing of the others", async () => {
    const { ctx } = await samplePerson("grace");
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => codeOf(createApiKey(ctx, input({ name: `k${i}` })))),
    );
    expect(answers.filter((answer) => answer === "done")).toHaveLength(2);
    expect(new Set(answers)).toEqual(new Set(["done", "LIMIT_REACHED"]));
    expect(await counts(ctx)).toEqual([2, 2, 2]);
    expect(await db().auditEvent.count({ where: { accountId: ctx.account.id, action: "key.created" } })).toBe(2);
  });

  it("is for a person's own account only", async () => {
    const { ctx } = await samplePerson("joan");
    const id = newId();
    await db().account.create({
      data: {
        id,
        handle: `org-${id}`,
        name: "Org",
        kind: "organization",
        defaultVisibility: "private",
        createdAt: new Date(),
      },
    });
    const org = operatorContext(
      { id, handle: `org-${id}`, name: "Org", kind: "organization" },
      "test",
      sampleRequest(),
    );
    expect(await codeOf(createApiKey(org, input()))).toBe("VALIDATION");
    expect(await codeOf(createApiKey(ctx, input()))).toBe("done");
  });
});

describe("a key that makes keys", () => {
  it("needs the publish scope and makes none that is wider than itself", async () => {
    const person = await onPro(await samplePerson("mary"));
    const asKey = async (change: Partial<CreateApiKeyInput>) => {
      const { token } = await createApiKey(person.ctx, input(change));
      return contextForAccount(person.ctx.account.id, { key: await authenticateKey(token, HERE) }, sampleRequest());
    };
    const reader = await asKey({ scopes: ["read"] });
    expect(await codeOf(createApiKey(reader, input()))).toBe("FORBIDDEN");
    expect(await codeOf(listApiKeys(reader, FIRST))).toBe("FORBIDDEN");

    const publisher = await asKey({ scopes: ["read", "publish"], packagePatterns: ["@mary/*"], expiresInDays: 7 });
    expect(await codeOf(createApiKey(publisher, input({ scopes: ["audit:read"] })))).toBe("FORBIDDEN");
    expect(await codeOf(createApiKey(publisher, input({ packagePatterns: ["@acme/*"] })))).toBe("FORBIDDEN");
    const child = await createApiKey(publisher, input({ expiresInDays: null }));
    expect(child.packagePatterns).toEqual(["@mary/*"]);
    const parent = await db().apiKey.findUniqueOrThrow({ where: { id: publisher.key?.keyId ?? "" } });
    expect(child.expiresAt).toBe(parent.expiresAt?.toISOString());

    await revokeApiKey(person.ctx, parent.id);
    expect(await codeOf(createApiKey(publisher, input()))).toBe("UNAUTHENTICATED");
  });

  it("ends none that reaches further than itself", async () => {
    const person = await onPro(await samplePerson("grace"));
    const scopes = ["read", "publish"] as const;
    const own = await createApiKey(person.ctx, input({ scopes: [...scopes], packagePatterns: ["@grace/*"] }));
    const key = await authenticateKey(own.token, HERE);
    const narrow = await contextForAccount(person.ctx.account.id, { key }, sampleRequest());
    const [everywhere, elsewhere, within] = [
      await createApiKey(person.ctx, input()),
      await createApiKey(person.ctx, input({ packagePatterns: ["@acme/*"] })),
      await createApiKey(narrow, input({ packagePatterns: ["@grace/ui"] })),
    ];
    for (const { id } of [everywhere, elsewhere]) expect(await codeOf(revokeApiKey(narrow, id))).toBe("FORBIDDEN");
    expect((await authenticateKey(everywhere.token, HERE)).keyId).toBe(everywhere.id);
    expect(await codeOf(revokeApiKey(narrow, within.id))).toBe("done");
    expect(await codeOf(revokeApiKey(narrow, own.id))).toBe("done");
    expect(await codeOf(revokeApiKey(person.ctx, elsewhere.id))).toBe("done");
  });
});

describe("revokeApiKey", () => {
  it("ends the key, gives its place back and does both once", async () => {
    const { ctx } = await samplePerson("edith");
    const key = await createApiKey(ctx, input());
    await createApiKey(ctx, input());
    expect(await codeOf(createApiKey(ctx, input()))).toBe("LIMIT_REACHED");
    await Promise.all(Array.from({ length: 10 }, () => revokeApiKey(ctx, key.id)));
    expect(await codeOf(authenticateKey(key.token, HERE))).toBe("UNAUTHENTICATED");
    expect(await counts(ctx)).toEqual([1, 1, 1]);
    expect(await db().auditEvent.count({ where: { accountId: ctx.account.id, action: "key.revoked" } })).toBe(1);
    expect(await codeOf(createApiKey(ctx, input()))).toBe("done");
  });

  it("does not know another person's key, nor an id that is none", async () => {
    const [mine, theirs] = [await samplePerson("anita"), await samplePerson("barbara")];
    const key = await createApiKey(theirs.ctx, input());
    for (const id of [key.id, newId(), "token", ""]) expect(await codeOf(revokeApiKey(mine.ctx, id))).toBe("NOT_FOUND");
    expect((await authenticateKey(key.token, HERE)).keyId).toBe(key.id);
    expect(await codeOf(revokeApiKey(theirs.ctx, key.id))).toBe("done");
  });
});

describe("revokePresentedKey", () => {
  it("logs out the very key that was presented, whatever its scopes", async () => {
    const { ctx } = await samplePerson("radia");
    const [first, second] = [await createApiKey(ctx, input()), await createApiKey(ctx, input())];
    const key = await authenticateKey(first.token, HERE);
    expect(await codeOf(revokePresentedKey(key, second.token, sampleRequest()))).toBe("NOT_FOUND");
    expect((await authenticateKey(second.token, HERE)).keyId).toBe(second.id);
    await revokePresentedKey(key, first.token, sampleRequest());
    expect(await codeOf(authenticateKey(first.token, HERE))).toBe("UNAUTHENTICATED");
    const event = await db().auditEvent.findFirstOrThrow({
      where: { accountId: ctx.account.id, action: "key.revoked" },
    });
    expect(event).toMatchObject({ actorType: "key", actorId: first.id });
  });
});

describe("listApiKeys", () => {
  it("pages through the keys without gaps, newest first, with exact totals and states", async () => {
    const { ctx } = await onPro(await samplePerson("hedy"));
    const made: string[] = [];
    for (let i = 0; i < 7; i++) {
      // Three share an instant, so that the id breaks a tie across pages.
      const instant = new Date(Date.UTC(2026, 9, i < 3 ? 1 : i));
      made.unshift(
        (await at(instant, () => createApiKey(ctx, input({ name: `k${i}`, expiresInDays: i === 6 ? null : 20 })))).id,
      );
    }
    await revokeApiKey(ctx, made[1] ?? "");
    const expected = made.filter((_, index) => index !== 1);
    const pages = { limit: 2, before: null };
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listApiKeys>> = await listApiKeys(ctx, { ...pages, after });
      expect([page.total, page.all]).toEqual([6, 7]);
      seen.push(...page.rows.map((row) => row.id));
      after = page.cursors.next;
    } while (after);
    expect(seen).toEqual(expected);
    const states = (await listApiKeys(ctx, FIRST)).rows.map((row) => row.state);
    expect(states[0]).toBe("active");
    expect(new Set(states.slice(1))).toEqual(new Set(["expired"]));
    const revoked = await listApiKeys(ctx, FIRST, "revoked");
    expect(revoked.rows.map((row) => [row.id, row.state])).toEqual([[made[1], "revoked"]]);
    expect(JSON.stringify(revoked)).not.toContain("tokenHash");
  });

  it("shows a person their own keys only", async () => {
    const [mine, theirs] = [await samplePerson("lise"), await samplePerson("marie")];
    await createApiKey(theirs.ctx, input());
    expect(await listApiKeys(mine.ctx, FIRST)).toMatchObject({ rows: [], total: 0, all: 0 });
    expect((await listApiKeys(theirs.ctx, FIRST)).rows).toHaveLength(1);
  });
});
