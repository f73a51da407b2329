import "server-only";
import { isDeepStrictEqual } from "node:util";
import { authorize } from "@/lib/auth/authorize";
import type { AccountContext } from "@/lib/auth/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { loadMirror } from "@/lib/mirror/load-mirror";
import { reduceMirror } from "@/lib/mirror/mirror";
import { STRIPE, type StripeSource } from "@/lib/mirror/stripe-source";
import { contractsOf } from "@/lib/mirror/sync-customer";
import { billingEnabled } from "@/lib/stripe/client";

/** Whether the mirror is what Stripe says now. `changes` is what a sync would find, in its words. */
export type Drift =
  | { state: "disabled" | "no_customer" | "unreachable" }
  | { state: "none" | "drift"; syncedAt: string | null; parked: string; changes: string[] };

/** Compares the mirror with Stripe and changes nothing. Errors: FORBIDDEN. */
export async function findDrift(ctx: AccountContext, source: StripeSource = STRIPE): Promise<Drift> {
  authorize(ctx, "billing:read");
  const accountId = ctx.account.id;
  const customer = await db().billingCustomer.findUnique({ where: { accountId } });
  if (!customer) return { state: "no_customer" };
  if (source === STRIPE && !billingEnabled()) return { state: "disabled" };
  try {
    const state = await source.fetchCustomerState(customer.stripeCustomerId);
    const mirror = await loadMirror(db(), accountId);
    const context = { now: now(), accountKind: ctx.account.kind, terms: await contractsOf(db(), accountId) };
    const { next, changes } = reduceMirror(mirror, state, context);
    const same = isDeepStrictEqual(mirror, next);
    const syncedAt = customer.syncedAt?.toISOString() ?? null;
    const kinds = changes.map(({ kind }) => kind.replaceAll("_", " "));
    return { state: same ? "none" : "drift", syncedAt, parked: customer.parked, changes: [...new Set(kinds)] };
  } catch (error) {
    if (error instanceof AppError && error.code === "UPSTREAM") return { state: "unreachable" };
    throw error;
  }
}
