import "server-only";
import type { Tx } from "@/lib/db";

// Records nothing: a step of syncCustomer.

/** Ends a checkout that Stripe reports as over; does nothing for one that ended before. */
export async function applyCheckout(
  tx: Tx,
  accountId: string,
  { id, status, at }: { id: string; status: string; at: Date },
): Promise<void> {
  if (status !== "complete" && status !== "expired") return;
  await tx.checkoutSession.updateMany({
    where: { id, accountId, state: "open" },
    data: { state: status, endedAt: at },
  });
}
