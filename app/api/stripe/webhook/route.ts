import { openRoute } from "@/lib/actions/route";
import { readBody } from "@/lib/billing/read-body";
import { receiveEvent } from "@/lib/billing/receive-event";
import { AppError } from "@/lib/errors";
import { billingEnabled } from "@/lib/stripe/client";
import { verifyEvent, webhookEnabled } from "@/lib/stripe/events";

const MOST_BYTES = 1_000_000;

/** Verifies and stores, and does nothing else: the worker fetches what the event is about. */
export const POST = openRoute(
  { name: "stripe.webhook", permission: null, entitlement: null, audit: null },
  async (request) => {
    if (!billingEnabled() || !webhookEnabled()) throw new AppError("NOT_FOUND", { noun: "webhook endpoint" });
    const body = await readBody(request, MOST_BYTES);
    const event = verifyEvent(body, request.headers.get("stripe-signature") ?? "");
    const isNew = await receiveEvent(event, { body, via: "delivery" });
    return Response.json({ received: true, duplicate: !isNew });
  },
);
