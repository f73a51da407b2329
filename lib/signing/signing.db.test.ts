import { afterAll, afterEach, expect, it, vi } from "vitest";
import { at, now } from "@/lib/clock";
import { db, disconnect, pool } from "@/lib/db";
import { makeAuditKey } from "@/lib/signing/make-audit-key";
import { readAuditKeys } from "@/lib/signing/queries";
import { rotateAuditKey } from "@/lib/signing/rotate-audit-key";
import { isSignedBy, newKeyRow, signText } from "@/lib/signing/signing-key";
import { DAY_MS } from "@/lib/time";

afterEach(() => vi.unstubAllEnvs());
afterAll(disconnect);

/** The room in a process with another key. */
async function withSecretsKey(SECRETS_KEY: string, SECRETS_KEY_PREVIOUS = "") {
  vi.resetModules();
  vi.stubEnv("SECRETS_KEY", SECRETS_KEY);
  vi.stubEnv("SECRETS_KEY_PREVIOUS", SECRETS_KEY_PREVIOUS);
  const queries = await import("@/lib/signing/queries");
  const { reencryptKeys } = await import("@/lib/signing/reencrypt-keys");
  return { readAuditKeys: queries.readAuditKeys, reencryptKeys };
}

it("has no key to rotate before the first is made", async () => {
  await expect(rotateAuditKey()).rejects.toMatchObject({ code: "CONFLICT" });
});

it("is made once by several that need it first, and is encrypted where it is stored", async () => {
  const made = await Promise.all([1, 2, 3, 4].map(() => makeAuditKey()));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  const rows = await db().signingKey.findMany();
  expect(rows).toMatchObject([{ purpose: "audit", algorithm: "ed25519", retiredAt: null }]);
  const pkcs8 = made[0]?.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64") ?? "";
  expect(pkcs8).not.toBe("");
  expect(rows[0]?.privateKey).not.toContain(pkcs8);
  const spki = made[0]?.publicKey.export({ type: "spki", format: "der" }).toString("base64");
  expect(rows[0]?.publicKey).toBe(spki);
});

it("is rotated by one of two at once; the former key verifies for a day more, and for ever what it signed", async () => {
  const former = await makeAuditKey();
  const signature = signText(former, "text");
  const turns = await Promise.allSettled([rotateAuditKey(), rotateAuditKey()]);
  expect(turns.some(({ status }) => status === "fulfilled")).toBe(true);
  const current = await makeAuditKey();
  expect(current.id).not.toBe(former.id);
  expect(await db().signingKey.count({ where: { retiredAt: null } })).toBe(1);

  const retired = (await readAuditKeys()).get(former.id);
  if (!retired) throw new Error("The former key is gone");
  await at(new Date(now().getTime() + 400 * DAY_MS), async () => {
    expect(isSignedBy(retired, "text", signature, new Date(now().getTime() - 400 * DAY_MS))).toBe(true);
    expect(isSignedBy(retired, "text", signature, now())).toBe(false);
  });
  expect(isSignedBy(retired, "another text", signature, now())).toBe(false);
  expect(isSignedBy(current, "text", signature, now())).toBe(false);
});

it("stays as it was made: it is retired and encrypted anew, never removed, replaced or revived", async () => {
  const { id } = await makeAuditKey();
  for (const text of [
    'DELETE FROM "SigningKey"',
    `UPDATE "SigningKey" SET "publicKey" = 'x'`,
    'UPDATE "SigningKey" SET "retiredAt" = NULL WHERE "retiredAt" IS NOT NULL',
  ]) {
    await expect(pool().query(text)).rejects.toThrow(/stays/);
  }
  const second = { ...newKeyRow(), retiredAt: null };
  await expect(db().signingKey.create({ data: second })).rejects.toThrow(/Unique/);
  expect((await makeAuditKey()).id).toBe(id);
});

it("is encrypted anew when SECRETS_KEY changes, and a wrong key is said in a sentence [D24]", async () => {
  const old = process.env.SECRETS_KEY ?? "";
  const wrong = await withSecretsKey("w".repeat(32));
  await expect(wrong.readAuditKeys()).rejects.toThrow(/Neither SECRETS_KEY nor SECRETS_KEY_PREVIOUS is the key/);
  await expect(wrong.reencryptKeys()).rejects.toThrow(/Neither SECRETS_KEY/);

  const count = await db().signingKey.count();
  const between = await withSecretsKey("n".repeat(32), old);
  expect((await between.readAuditKeys()).size).toBe(count);
  expect(await between.reencryptKeys()).toBe(count);
  expect(await between.reencryptKeys()).toBe(0);
  const after = await withSecretsKey("n".repeat(32));
  expect((await after.readAuditKeys()).size).toBe(count);
});
