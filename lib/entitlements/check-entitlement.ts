import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { type CountedKey, periodOf, resetOf, usageOf } from "@/lib/entitlements/counters";
import { decideAction, decideFeature, decideLimit } from "@/lib/entitlements/decide";
import { requireWritableKey } from "@/lib/entitlements/frozen-items";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { required } from "@/lib/entitlements/refuse";
import type { ActionClass, Decision, FeatureKey } from "@/lib/entitlements/types";

/** The state and features that a verb needs, beside the room it consumes. */
export type Need = { action: ActionClass; features?: readonly FeatureKey[] };

/** The second gate of every verb, after `authorize`. Throws the first refusal by state or plan. Never writes. */
export async function requireEntitlement(tx: Tx, ctx: AccountContext, need: Need): Promise<void> {
  const snapshot = await loadSnapshot(ctx.account.id, tx);
  required(decideAction(snapshot, need.action));
  if (need.action !== "read") await requireWritableKey(tx, ctx);
  for (const feature of need.features ?? []) required(decideFeature(snapshot, feature));
}

/** Tells a page or a dry run whether `requested` would fit. Never writes; `consumeEntitlement` enforces. */
export async function checkLimit(ctx: AccountContext, key: CountedKey, requested: number): Promise<Decision> {
  const at = now();
  const snapshot = await loadSnapshot(ctx.account.id);
  const usage = await usageOf(db(), ctx.account.id, key, periodOf(key, at));
  return decideLimit(snapshot, key, usage.used + usage.reserved, requested, { resetsAt: resetOf(key, at) });
}

export async function checkAction(ctx: AccountContext, action: ActionClass): Promise<Decision> {
  return decideAction(await loadSnapshot(ctx.account.id), action);
}
