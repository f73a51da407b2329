import { afterEach, beforeEach, expect, it, vi } from "vitest";

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

/** A process reads its settings once, so each call loads the module anew. */
async function read(settings: Record<string, string>) {
  for (const name of Object.keys(process.env)) if (/^(STRIPE|PACKHOUSE)_/.test(name)) vi.stubEnv(name, undefined);
  const secret = "a secret of at least 32 characters";
  const needed = { DATABASE_URL: "postgresql://localhost/none", AUTH_SECRET: secret, SECRETS_KEY: secret };
  for (const [name, value] of Object.entries({ ...needed, ...settings })) vi.stubEnv(name, value);
  const { env } = await import("@/lib/env");
  return env();
}

const LIVE = "sk_live_x";
const TEST = "sk_test_x";

it("takes several secrets of the webhook, for a rotation", async () => {
  const { STRIPE_WEBHOOK_SECRET } = await read({ STRIPE_WEBHOOK_SECRET: "whsec_old, whsec_new" });
  expect(STRIPE_WEBHOOK_SECRET).toEqual(["whsec_old", "whsec_new"]);
});

it.each([
  [{ PACKHOUSE_DEMO: "1", STRIPE_SECRET_KEY: LIVE }, /refused beside a live Stripe key/],
  [{ PACKHOUSE_DEMO: "1", STRIPE_SECRET_KEY: "rk_live_x" }, /refused beside a live Stripe key/],
  [{ STRIPE_API_BASE: "https://stripe.example", STRIPE_SECRET_KEY: LIVE }, /refused beside a live key/],
  [{ STRIPE_API_BASE: "http://stripe.example", STRIPE_SECRET_KEY: TEST }, /needs https/],
  [{ SECRETS_KEY: "short" }, /SECRETS_KEY must have at least 32 characters/],
  [{ SECRETS_KEY_PREVIOUS: "short" }, /SECRETS_KEY_PREVIOUS must have at least 32 characters/],
])("refuses %o", async (settings, sentence) => {
  await expect(read(settings)).rejects.toThrow(sentence);
});

it.each([
  { STRIPE_SECRET_KEY: LIVE },
  { PACKHOUSE_DEMO: "1", STRIPE_SECRET_KEY: TEST },
  { STRIPE_API_BASE: "https://stripe.example", STRIPE_SECRET_KEY: TEST },
  { STRIPE_API_BASE: "http://localhost:4242", STRIPE_SECRET_KEY: TEST },
  { STRIPE_API_BASE: "http://[::1]:4242", STRIPE_SECRET_KEY: TEST },
  { PACKHOUSE_DEMO: "1", STRIPE_API_BASE: "http://sandbox:4242", STRIPE_SECRET_KEY: TEST },
])("accepts %o", async (settings) => {
  expect(await read(settings)).toMatchObject({ STRIPE_SECRET_KEY: settings.STRIPE_SECRET_KEY });
});
