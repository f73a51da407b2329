import "server-only";
import { z } from "zod";

/** An abuse limit; no plan counts registry reads. */
const REGISTRY_READS_PER_MINUTE = { key: 3_000, address: 600 };

/** An abuse limit of pages, in each dashboard process. What a page loads ahead counts too. */
const PAGES_PER_MINUTE = { person: 1_200, address: 300 };

const origin = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));
const flag = z
  .enum(["0", "1", ""])
  .default("")
  .transform((value) => value === "1");
const list = z
  .string()
  .default("")
  .transform((value) =>
    value
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

/** Every setting of the product, with its default and unit. `docs/settings.md` explains each to an operator. */
export const settingsSchema = z
  .object({
    NODE_ENV: z.string().default("production"),
    DATABASE_URL: z.string().min(1),
    DASHBOARD_URL: origin.default("http://localhost:3000"),
    REGISTRY_URL: origin.default("http://localhost:4873"),
    AUTH_SECRET: z.string().min(32, "AUTH_SECRET must have at least 32 characters"),
    SECRETS_KEY: z.string().min(32, "SECRETS_KEY must have at least 32 characters"),
    SECRETS_KEY_PREVIOUS: z
      .union([z.literal(""), z.string().min(32, "SECRETS_KEY_PREVIOUS must have at least 32 characters")])
      .default(""),
    PACKHOUSE_DEMO: flag,
    PACKHOUSE_HOME: z.string().min(1).default(".packhouse"),
    STORAGE_DIR: z.string().optional(),
    REGISTRY_HOST: z.string().default("0.0.0.0"),
    REGISTRY_PORT: z.coerce.number().int().min(0).max(65_535).default(4873),
    REGISTRY_OPEN_NAMES: z.string().default(""),
    MAX_PUBLISH_BYTES: z.coerce.number().int().positive().default(536_870_912),
    READS_PER_MINUTE_KEY: z.coerce.number().int().positive().default(REGISTRY_READS_PER_MINUTE.key),
    READS_PER_MINUTE_ADDRESS: z.coerce.number().int().positive().default(REGISTRY_READS_PER_MINUTE.address),
    PAGES_PER_MINUTE_PERSON: z.coerce.number().int().positive().default(PAGES_PER_MINUTE.person),
    PAGES_PER_MINUTE_ADDRESS: z.coerce.number().int().positive().default(PAGES_PER_MINUTE.address),
    TRUSTED_PROXIES: list,
    SMTP_URL: z.string().default(""),
    MAIL_FROM: z.string().default("Packhouse <no-reply@packhouse.example>"),
    GITHUB_CLIENT_ID: z.string().default(""),
    GITHUB_CLIENT_SECRET: z.string().default(""),
    GOOGLE_CLIENT_ID: z.string().default(""),
    GOOGLE_CLIENT_SECRET: z.string().default(""),
    OIDC_ISSUER: z.string().default(""),
    OIDC_CLIENT_ID: z.string().default(""),
    OIDC_CLIENT_SECRET: z.string().default(""),
    OIDC_NAME: z.string().default("Single sign-on"),
    STRIPE_SECRET_KEY: z.string().default(""),
    STRIPE_WEBHOOK_SECRET: list,
    STRIPE_API_BASE: z.union([z.literal(""), origin]).default(""),
    STRIPE_AUTOMATIC_TAX: flag,
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  })
  .refine((env) => !(env.PACKHOUSE_DEMO && /^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY)), {
    message: "PACKHOUSE_DEMO=1 offers sign-in without a password: it is refused beside a live Stripe key",
  })
  .refine((env) => !(env.STRIPE_API_BASE && /^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY)), {
    message: "STRIPE_API_BASE sends the key to a server that is not Stripe: it is refused beside a live key",
  })
  .refine(({ STRIPE_API_BASE: base, PACKHOUSE_DEMO: demo }) => !base.startsWith("http:") || demo || isLoopback(base), {
    message:
      "STRIPE_API_BASE needs https, because the key travels with every call; plain http is for this machine only",
  });

function isLoopback(base: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(base).hostname);
}

export type Env = z.output<typeof settingsSchema>;

let parsed: Env | undefined;

/** Reads and checks the settings once per process. Throws an error that names each wrong setting. */
export function env(): Env {
  if (!parsed) {
    // Compose files and shells pass on unset settings as empty text.
    const made = Object.entries(process.env).filter(([, value]) => value !== "");
    const result = settingsSchema.safeParse(Object.fromEntries(made));
    if (!result.success) throw new Error(`Settings are not usable:\n${z.prettifyError(result.error)}`);
    parsed = result.data;
    // next-auth takes its origin from nowhere else.
    process.env.NEXTAUTH_URL = parsed.DASHBOARD_URL;
  }
  return parsed;
}
