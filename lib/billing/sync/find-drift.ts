import "server-only";
import { isDeepStrictEqual } from "node:util";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { loadCopy } from "@/lib/billing/sync/load-copy";
import { reduceCustomer } from "@/lib/billing/sync/reduce-customer";
import { STRIPE, type StripeSource } from "@/lib/billing/sync/stripe-source";
import { contractsOf } from "@/lib/billing/sync/sync-customer";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { isAway } from "@/lib/outage";

/** Whether our copy equals Stripe's state now. `changes` is what a sync would record. */
export type Drift =
  | { state: "disabled" | "no_customer" | "unreachable" }
  | { state: "none" | "drift"; syncedAt: string | null; parked: string; changes: string[] };

/** Compares our copy with Stripe; changes nothing. Errors: FORBIDDEN. */
export async function findDrift(ctx: AccountContext, source: StripeSource = STRIPE): Promise<Drift> {
  authorize(ctx, "billing:read");
  const accountId = ctx.account.id;
  const customer = await db().billingCustomer.findUnique({ where: { accountId } });
  if (!customer) return { state: "no_customer" };
  if (source === STRIPE && !billingEnabled()) return { state: "disabled" };
  try {
    const state = await source.fetchCustomerState(customer.stripeCustomerId);
    const copy = await loadCopy(db(), accountId);
    const context = { now: now(), accountKind: ctx.account.kind, terms: await contractsOf(db(), accountId) };
    const { next, changes } = reduceCustomer(copy, state, context);
    const same = isDeepStrictEqual(copy, next);
    const syncedAt = customer.syncedAt?.toISOString() ?? null;
    const kinds = changes.map(({ kind }) => kind.replaceAll("_", " "));
    return { state: same ? "none" : "drift", syncedAt, parked: customer.parked, changes: [...new Set(kinds)] };
  } catch (error) {
    if (isAway(error)) return { state: "unreachable" };
    throw error;
  }
}
