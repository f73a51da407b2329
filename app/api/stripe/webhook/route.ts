import { receiveDelivery } from "@/lib/billing/sync/receive-delivery";
import { openRoute } from "@/lib/entry/route";

/** Verifies and stores, and does nothing else: the worker fetches what the event is about. */
export const POST = openRoute(
  { name: "stripe.webhook", permission: null, entitlement: null, audit: null },
  async (request, info) => {
    const { isNew } = await receiveDelivery(request, info);
    return Response.json({ received: true, duplicate: !isNew });
  },
);
