import "server-only";
import type { AccountRef } from "@/lib/access/types";
import { env } from "@/lib/env";

/** Where Stripe's pages lead back to: ours, and never from what was sent to us. */
export function billingAddress({ kind, handle }: AccountRef): string {
  return `${env().DASHBOARD_URL}${kind === "organization" ? `/orgs/${handle}` : ""}/billing`;
}
