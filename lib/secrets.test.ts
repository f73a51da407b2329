import { afterEach, beforeEach, expect, it, vi } from "vitest";

const [OLD, NEW] = ["o".repeat(32), "n".repeat(32)];

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

/** A process reads its settings once, so each call loads the module anew. */
async function load(SECRETS_KEY: string, SECRETS_KEY_PREVIOUS = "") {
  vi.resetModules();
  const AUTH_SECRET = "a secret of at least 32 characters";
  const settings = { DATABASE_URL: "postgresql://localhost/none", AUTH_SECRET, SECRETS_KEY, SECRETS_KEY_PREVIOUS };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  return import("@/lib/secrets");
}

it("reads what it encrypted, differently each time, and tells nothing of it", async () => {
  const { encryptSecret, decryptSecret } = await load(NEW);
  const [one, other] = [encryptSecret("hush", "a test"), encryptSecret("hush", "a test")];
  expect(one).not.toBe(other);
  expect(one).not.toContain("hush");
  expect([decryptSecret(one, "a test"), decryptSecret(other, "a test")]).toEqual(["hush", "hush"]);
});

it("refuses what was changed, moved to another purpose, or is no secret", async () => {
  const { encryptSecret, decryptSecret } = await load(NEW);
  const text = encryptSecret("hush", "a test");
  const [version, id, body = ""] = text.split(".");
  const bytes = Buffer.from(body, "base64url");
  for (const place of [0, 12, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[place] = (changed[place] ?? 0) ^ 1;
    const forged = [version, id, changed.toString("base64url")].join(".");
    expect(() => decryptSecret(forged, "a test")).toThrow("does not decrypt");
  }
  expect(() => decryptSecret(text, "another test")).toThrow("does not decrypt");
  expect(() => decryptSecret([version, id, "AAAA"].join("."), "a test")).toThrow("does not decrypt");
  expect(() => decryptSecret("", "a test")).toThrow("SECRETS_KEY");
});

it("reads with the previous key, writes with the present one, and names the setting when neither is right", async () => {
  const before = await load(OLD);
  const text = before.encryptSecret("hush", "a test");
  const during = await load(NEW, OLD);
  expect(during.decryptSecret(text, "a test")).toBe("hush");
  expect(during.isEncryptedWithCurrentKey(text)).toBe(false);
  const anew = during.encryptSecret("hush", "a test");
  expect(during.isEncryptedWithCurrentKey(anew)).toBe(true);

  const after = await load(NEW);
  expect(after.decryptSecret(anew, "a test")).toBe("hush");
  expect(() => after.decryptSecret(text, "a test")).toThrow(
    "Neither SECRETS_KEY nor SECRETS_KEY_PREVIOUS is the key that encrypted a test.",
  );
});
