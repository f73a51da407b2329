import { receiveDelivery } from "@/lib/billing/sync/receive-delivery";
import { openRoute } from "@/lib/entry/route";

/** Only verifies and stores: the worker fetches the customer of the event. */
export const POST = openRoute(
  { name: "stripe.webhook", permission: null, entitlement: null, audit: null },
  async (request, info) => {
    const { isNew } = await receiveDelivery(request, info);
    return Response.json({ received: true, duplicate: !isNew });
  },
);
