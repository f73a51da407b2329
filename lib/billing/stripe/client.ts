import "server-only";
import Stripe from "stripe";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** The version of the shapes that this code reads; the webhook endpoint at Stripe is made with the same one. */
export const API_VERSION = "2026-10-28.endive";

const TIMEOUT_MS = 20_000;
const RETRIES = 2;

/** For what a page waits for: rather no answer than a page that hangs. */
export const FOR_A_PAGE = { timeout: 5_000, maxNetworkRetries: 1 } as const;

let client: Stripe | undefined;

/** Whether payments are set up at all. Without, every page but billing works as ever. */
export function billingEnabled(): boolean {
  return env().STRIPE_SECRET_KEY !== "";
}

/** Errors: UNAVAILABLE where this installation takes no payments. */
export function assertBilling(): void {
  if (!billingEnabled()) throw new AppError("UNAVAILABLE", { what: "Billing" });
}

/** The one client of the process. Keys, version, address, time limits and retries are decided here. */
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
