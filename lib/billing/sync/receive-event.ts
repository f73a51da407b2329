import "server-only";
import { createHash } from "node:crypto";
import { isKnownVersion } from "@/lib/billing/stripe/events";
import type { VerifiedEvent } from "@/lib/billing/stripe/types";
import { arrivalOf } from "@/lib/billing/sync/inbox-rules";
import { now, realNow } from "@/lib/clock";
import { pool } from "@/lib/db";
import { env } from "@/lib/env";

// Records nothing: what an event leads to is recorded by syncCustomer.

/**
 * Stores an event once by its id, in one statement that also wakes the worker. Returns false for a known event. `body`
 * is the signed text, or the listed event.
 */
export async function receiveEvent(
  event: VerifiedEvent,
  { body, via }: { body: string | Buffer; via: "delivery" | "backfill" },
): Promise<boolean> {
  const livemode = /^(sk|rk)_live_/.test(env().STRIPE_SECRET_KEY);
  const { state, note } = arrivalOf(event, { livemode, knowsVersion: isKnownVersion(event.apiVersion) });
  const { rowCount } = await pool().query({
    name: "receive-stripe-event",
    text: `
      WITH stored AS (
        INSERT INTO "StripeEvent" ("id", "type", "apiVersion", "livemode", "stripeCustomerId", "createdAt", "payload",
                                   "payloadDigest", "via", "receivedAt", "state", "nextAttemptAt", "settledAt", "note")
        VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11::"StripeEventState", $12, $13, $14)
        ON CONFLICT ("id") DO NOTHING RETURNING "state")
      SELECT CASE WHEN "state" = 'received' THEN pg_notify('stripe_inbox', '') END FROM stored`,
    values: [
      event.id,
      event.type,
      event.apiVersion ?? "",
      event.livemode,
      event.customerId,
      event.createdAt,
      JSON.stringify(event.payload, withoutNul),
      createHash("sha256").update(body).digest("hex"),
      via,
      now(),
      state,
      realNow(),
      state === "received" ? null : now(),
      note,
    ],
  });
  return rowCount === 1;
}

/** Postgres refuses NUL in JSON; the digest covers the original. */
function withoutNul(_: string, value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "") : value;
}
