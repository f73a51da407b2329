import "server-only";
import type { AccountRef } from "@/lib/access/types";
import { env } from "@/lib/env";
import { accountPaths } from "@/lib/paths";

/** Where Stripe's pages lead back to: ours, and never from what was sent to us. */
export function billingAddress(account: AccountRef): string {
  return `${env().DASHBOARD_URL}${accountPaths(account).billing}`;
}
