import "server-only";
import type { RequestInfo } from "@/lib/access/types";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { verifyEvent, webhookEnabled } from "@/lib/billing/stripe/events";
import { receiveEvent } from "@/lib/billing/sync/receive-event";
import { readBody } from "@/lib/entry/read-body";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/logger";

const EVENT = { what: "event", limitBytes: 1_000_000 } as const;

/**
 * Verifies one delivery over its raw bytes and stores it; the worker does the rest. Returns whether it was new.
 * Errors: NOT_FOUND without key or secret, TOO_LARGE, VALIDATION for a bad signature, which it also logs.
 */
export async function receiveDelivery(request: Request, info: RequestInfo): Promise<{ isNew: boolean }> {
  if (!billingEnabled() || !webhookEnabled()) throw new AppError("NOT_FOUND", { noun: "webhook endpoint" });
  try {
    const body = await readBody(request, EVENT);
    const event = verifyEvent(body, request.headers.get("stripe-signature") ?? "");
    return { isNew: await receiveEvent(event, { body, via: "delivery" }) };
  } catch (error) {
    const { requestId, address } = info;
    if (error instanceof AppError) log().warn({ requestId, address, reason: error.code }, "webhook delivery refused");
    throw error;
  }
}
