import "server-only";
import Stripe from "stripe";
import { z } from "zod";
import { PAGE } from "@/lib/billing/stripe/all-pages";
import { API_VERSION, stripeClient } from "@/lib/billing/stripe/client";
import { customerOf } from "@/lib/billing/stripe/event-customer";
import { callStripe } from "@/lib/billing/stripe/failures";
import type { VerifiedEvent } from "@/lib/billing/stripe/types";
import { instant, toSeconds } from "@/lib/billing/stripe/wire-values";
import { realNow } from "@/lib/clock";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { isStorable, UNSTORABLE } from "@/lib/text";

const TOLERANCE_SECONDS = 300;

/** Snapshot events have dates in seconds, thin ones (`v1.billing.meter.error_report_triggered`) in ISO 8601. */
const envelope = z.object({
  id: z.string().min(1).max(255),
  type: z.string().min(1),
  created: z.union([
    z.number().int().transform(instant),
    z.iso.datetime({ offset: true }).transform((at) => new Date(at)),
  ]),
  api_version: z.string().nullish(),
  livemode: z.boolean().default(false),
  data: z.unknown().optional(),
});

/** Whether events are accepted: without a secret none can be verified. */
export function webhookEnabled(): boolean {
  return env().STRIPE_WEBHOOK_SECRET.length > 0;
}

/**
 * Accepts an event signed by one of the secrets, at most 300 s old by the machine's clock; `rawBody` is the received
 * bytes. A future date passes, so only the inbox's key stops a replay. Errors: VALIDATION, NOT_FOUND.
 */
export function verifyEvent(rawBody: string | Buffer, signature: string): VerifiedEvent {
  if (!webhookEnabled()) throw new AppError("NOT_FOUND", { noun: "webhook endpoint" });
  if (!env().STRIPE_WEBHOOK_SECRET.some((secret) => isSignedBy(secret, rawBody, signature))) {
    throw new AppError("VALIDATION", { message: "The signature does not match, or it is older than five minutes." });
  }
  return readEvent(parse(rawBody));
}

/** Lists the events that Stripe still keeps (30 days), newest first, to find undelivered ones. Errors: UPSTREAM. */
export async function* listEvents({ since, until }: { since: Date; until?: Date }): AsyncIterable<VerifiedEvent> {
  const created = { gte: toSeconds(since), ...(until && { lt: toSeconds(until) }) };
  let after: string | undefined;
  for (let more = true; more; ) {
    const page = await callStripe("events.list", () =>
      stripeClient().events.list({ created, limit: PAGE, ...(after !== undefined && { starting_after: after }) }),
    );
    for (const event of page.data) yield readEvent(event);
    after = page.data.at(-1)?.id;
    more = page.has_more && after !== undefined;
  }
}

/** Whether an event's shapes have the version that this code reads; thin events have none. */
export function isKnownVersion(apiVersion: string | null): boolean {
  return apiVersion === null || majorOf(apiVersion) === majorOf(API_VERSION);
}

/** `2026-10-28.endive`: shapes change only with the name. */
function majorOf(version: string): string {
  return version.slice(version.indexOf(".") + 1);
}

function isSignedBy(secret: string, rawBody: string | Buffer, header: string): boolean {
  const nowMs = realNow().getTime();
  try {
    return (
      Stripe.webhooks.signature?.verifyHeader(rawBody, header, secret, TOLERANCE_SECONDS, undefined, nowMs) ?? false
    );
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

function parse(rawBody: string | Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString("utf8"));
  } catch {
    throw new AppError("VALIDATION", { message: "The body is not JSON." });
  }
}

function readEvent(payload: unknown): VerifiedEvent {
  const read = envelope.safeParse(payload);
  if (!read.success) throw new AppError("VALIDATION", { message: "The body is not an event." });
  const { id, type, created, api_version, livemode, data } = read.data;
  const names = { id, type, customerId: customerOf(data), apiVersion: api_version ?? null };
  if (!isStorable(names)) throw new AppError("VALIDATION", { message: UNSTORABLE });
  return { ...names, livemode, createdAt: created, payload };
}
