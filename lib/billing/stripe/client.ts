import "server-only";
import Stripe from "stripe";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** The API version whose shapes this code reads; the webhook endpoint at Stripe uses the same. */
export const API_VERSION = "2026-10-28.endive";

const TIMEOUT_MS = 20_000;
const RETRIES = 2;

/** Limits for calls that a page waits for: a page without an answer is better than one that hangs. */
export const FOR_A_PAGE = { timeout: 5_000, maxNetworkRetries: 1 } as const;

let client: Stripe | undefined;

/** Whether payments are set up. Without them, every page except billing works. */
export function billingEnabled(): boolean {
  return env().STRIPE_SECRET_KEY !== "";
}

/** Errors: UNAVAILABLE where this installation takes no payments. */
export function assertBilling(): void {
  if (!billingEnabled()) throw new AppError("UNAVAILABLE", { what: "Billing" });
}

/** The process's only client. It sets keys, version, address, time limits and retries. */
export function stripeClient(): Stripe {
  client ??= new Stripe(env().STRIPE_SECRET_KEY, {
    apiVersion: API_VERSION,
    maxNetworkRetries: RETRIES,
    timeout: TIMEOUT_MS,
    telemetry: false,
    appInfo: { name: "Packhouse" },
    ...addressOf(env().STRIPE_API_BASE),
  });
  return client;
}

function addressOf(base: string) {
  if (base === "") return {};
  const url = new URL(base);
  const protocol = url.protocol === "https:" ? "https" : "http";
  return { protocol, host: url.hostname, port: url.port || (protocol === "https" ? 443 : 80) } as const;
}
