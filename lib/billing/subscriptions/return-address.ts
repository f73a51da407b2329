import "server-only";
import type { AccountRef } from "@/lib/access/types";
import { env } from "@/lib/env";
import { accountPaths } from "@/lib/paths";

/** Stripe's pages lead back here; it is built from our settings, never from the request. */
export function billingAddress(account: AccountRef): string {
  return `${env().DASHBOARD_URL}${accountPaths(account).billing}`;
}
