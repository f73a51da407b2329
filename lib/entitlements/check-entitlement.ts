import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { type CountedKey, periodOf, resetOf, usageOf } from "@/lib/entitlements/counters";
import { decideAction, decideFeature, decideLimit } from "@/lib/entitlements/decide";
import { type FreezableItem, frozenDecision, requireWritableKey } from "@/lib/entitlements/frozen-items";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { optionsFor } from "@/lib/entitlements/options-for";
import { required } from "@/lib/entitlements/refuse";
import type { ActionClass, Decision, Need } from "@/lib/entitlements/types";

/** The second gate of every verb, after `authorize`. Throws the first refusal by state or plan. Never writes. */
export async function requireEntitlement(tx: Tx, ctx: AccountContext, need: Need): Promise<void> {
  const snapshot = await loadSnapshot(ctx.account.id, tx);
  const options = optionsFor(ctx);
  required(decideAction(snapshot, need.action, options));
  if (need.action !== "read") await requireWritableKey(tx, ctx);
  for (const feature of need.features ?? []) required(decideFeature(snapshot, feature, options));
}

/**
 * Tells a page or a dry run whether `requested` would fit, in the words of `consumeEntitlement`, which enforces it.
 * `subject` names the object of the action. Never writes.
 */
export async function checkLimit(
  ctx: AccountContext,
  key: CountedKey,
  requested: number,
  subject?: string,
): Promise<Decision> {
  const at = now();
  const snapshot = await loadSnapshot(ctx.account.id);
  const usage = await usageOf(db(), ctx.account.id, key, periodOf(key, at));
  const options = optionsFor(ctx, { subject, resetsAt: resetOf(key, at) });
  return decideLimit(snapshot, key, usage.used + usage.reserved, requested, options);
}

/** Tells a page whether the account's state allows an action of this class. Never writes. */
export async function checkAction(ctx: AccountContext, action: ActionClass): Promise<Decision> {
  return decideAction(await loadSnapshot(ctx.account.id), action, optionsFor(ctx));
}

/** Tells a page whether an item beyond a limit is read-only, as `requireWritable` does; null when it is writable. */
export async function checkWritable(ctx: AccountContext, item: FreezableItem): Promise<Decision | null> {
  return frozenDecision(ctx.account.id, item, optionsFor(ctx));
}
