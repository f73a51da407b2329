import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { env, settingsSchema } from "@/lib/env";

const root = path.resolve(import.meta.dirname, "..");
const [product = "", commands = ""] = readFileSync(path.join(root, "docs/settings.md"), "utf8").split(
  /^## Settings of single commands$/m,
);

/** The first two cells of every row whose first cell is a setting. */
function rowsOf(text: string): { name: string; fallback: string }[] {
  return [...text.matchAll(/^\| `([A-Z_]+)`\s*\| ([^|]*) \|/gm)].map(([, name = "", fallback = ""]) => ({
    name,
    fallback,
  }));
}

/** A default as written on the page. */
function written(value: unknown): string {
  if (value === undefined) return "none";
  if (value === false) return "off";
  if (value === "" || (Array.isArray(value) && value.length === 0)) return "empty";
  return `\`${value}\``;
}

const SETTING_NAMES = Object.keys(settingsSchema.shape);
const SECRET = "a secret of at least 32 characters";
const REQUIRED = { DATABASE_URL: "postgresql://localhost/none", AUTH_SECRET: SECRET, SECRETS_KEY: SECRET };

afterEach(() => vi.unstubAllEnvs());

it("explains each setting of the product once, and no other", () => {
  expect(
    rowsOf(product)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...SETTING_NAMES].sort());
});

it("says the default that is used", () => {
  for (const name of SETTING_NAMES) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(REQUIRED)) vi.stubEnv(name, value);
  vi.stubEnv("NEXTAUTH_URL", "");
  const used = new Map<string, unknown>(Object.entries(env()));
  const expected = SETTING_NAMES.map((name) => [name, name in REQUIRED ? "required" : written(used.get(name))]);
  expect(new Map(rowsOf(product).map(({ name, fallback }) => [name, fallback.trim()]))).toEqual(
    new Map(expected.map(([name = "", fallback = ""]) => [name, fallback])),
  );
});

it("explains no setting of a command that no script reads", () => {
  const scripts = readdirSync(path.join(root, "scripts"))
    .filter((file) => file.endsWith(".mjs"))
    .map((file) => readFileSync(path.join(root, "scripts", file), "utf8"))
    .join("\n");
  const rows = rowsOf(commands);
  expect(rows.length).toBeGreaterThan(0);
  for (const { name } of rows) expect(scripts).toMatch(new RegExp(`\\b${name}\\b`));
});
