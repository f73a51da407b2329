import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import type { DowngradeImpact, ImpactItem } from "@/lib/billing/quotes/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { labelOf, planDefinition } from "@/lib/entitlements/catalogue";
import { periodOf, usageOf } from "@/lib/entitlements/counters";
import { decideAction, decideFeature } from "@/lib/entitlements/decide";
import { FREEZABLE_KEYS, type FreezableKey, isWithin } from "@/lib/entitlements/freeze";
import { countItems, rankedItems } from "@/lib/entitlements/frozen-items";
import { loadFacts } from "@/lib/entitlements/load-facts";
import { resolve } from "@/lib/entitlements/resolve";
import { type Facts, FEATURE_KEYS, type Limit, type Snapshot } from "@/lib/entitlements/types";
import { seatHolders } from "@/lib/people/seats/queries";

const MOST_ITEMS = 100;

/** What follows a change: the end of the subscription at an instant, or another number of seats from then on. */
export type Following = { at: Date; seats: number | "none" };

/** The account's facts after the change, so that trials, contracts, grants and overrides still apply. */
export function factsAfter(facts: Facts, { at, seats }: Following): Facts {
  const { subscription } = facts;
  if (!subscription) return facts;
  if (seats === "none") return { ...facts, subscription: { ...subscription, cancelAt: at } };
  return { ...facts, subscription: { ...subscription, seats } };
}

/**
 * B5: the items that exceed the plan that follows, and which stay writable. Deletes nothing. Names packages only for
 * readers who may see them. Null when nothing changes. Errors: FORBIDDEN.
 */
export async function downgradeImpact(ctx: AccountContext, following: Following): Promise<DowngradeImpact | null> {
  authorize(ctx, "billing:read");
  const facts = await loadFacts(ctx.account.id);
  const before = resolve(facts, now());
  const after = resolve(factsAfter(facts, following), following.at);
  return impactOf(ctx, after, following.at, lostFeatures(before, after));
}

/**
 * The items for an owner's choice: beyond the present plan, else beyond the one after a cancellation if that leaves any
 * writable. Null when there is nothing to choose. Errors: FORBIDDEN.
 */
export async function choiceImpact(ctx: AccountContext): Promise<DowngradeImpact | null> {
  authorize(ctx, "billing:read");
  const at = now();
  const facts = await loadFacts(ctx.account.id);
  const { subscription } = facts;

  const end = subscription ? (subscription.cancelAt ?? subscription.periodEnd ?? at) : at;
  for (const when of [at, end]) {
    const state = resolve(when === at ? facts : factsAfter(facts, { at: end, seats: "none" }), when);
    const impact = decideAction(state, "write").allowed ? await impactOf(ctx, state, when, []) : null;
    if (impact) return impact;
  }
  return null;
}

function lostFeatures(before: Snapshot, after: Snapshot): string[] {
  return FEATURE_KEYS.filter((key) => decideFeature(before, key).allowed && !decideFeature(after, key, {}).allowed).map(
    labelOf,
  );
}

async function impactOf(
  ctx: AccountContext,
  after: Snapshot,
  at: Date,
  lost: string[],
): Promise<DowngradeImpact | null> {
  const lists = [];
  for (const key of FREEZABLE_KEYS) lists.push(await listOf(ctx, after, key));
  if (ctx.account.kind === "organization") lists.push(await seatList(ctx, after));
  const told = lists.filter(({ excess }) => excess > 0);
  if (told.length === 0 && lost.length === 0) return null;

  const { name } = planDefinition(after.plan, after.planVersion);
  return { plan: after.plan, planName: name, at: at.toISOString(), lists: told, lostFeatures: lost };
}

type List = DowngradeImpact["lists"][number];

/** A state that stops writes makes everything read-only, whatever the plan's number. */
function writable(after: Snapshot, key: FreezableKey): Limit {
  if (!decideAction(after, "write").allowed) return 0;
  return after.entitlements[key].limit ?? 0;
}

async function listOf(ctx: AccountContext, after: Snapshot, key: FreezableKey): Promise<List> {
  const limit = writable(after, key);
  const used = await countItems(db(), ctx.account.id, key);
  const readable = key === "api_keys" || ctx.permissions.has("package:read");
  const rows = readable && excessOf(used, limit) > 0 ? await rankedItems(db(), ctx.account.id, key, MOST_ITEMS) : [];
  const items = rows.map(
    ({ id, name, changedAt }, rank): ImpactItem => ({
      id,
      name,
      lastChangedAt: changedAt.toISOString(),
      kept: isWithin(rank, limit),
    }),
  );
  return { key, label: labelOf(key), limit, used, excess: excessOf(used, limit), items };
}

/** Nobody is removed (T5): the list names the people beyond the number; owners keep their seats longest. */
async function seatList(ctx: AccountContext, after: Snapshot): Promise<List> {
  const limit = after.entitlements.seats.limit ?? 0;
  const usage = await usageOf(db(), ctx.account.id, "seats", periodOf("seats", now()));
  const used = usage.used + usage.reserved;
  const range = { order: "kept", offset: 0, limit: MOST_ITEMS } as const;
  const holders = excessOf(used, limit) > 0 ? await seatHolders(db(), ctx.account.id, range) : [];
  const items = holders.map(({ id, name, since }, rank): ImpactItem => {
    return { id, name, lastChangedAt: since, kept: isWithin(rank, limit) };
  });
  return { key: "seats", label: labelOf("seats"), limit, used, excess: excessOf(used, limit), items };
}

function excessOf(used: number, limit: Limit): number {
  return limit === "unlimited" ? 0 : Math.max(0, used - limit);
}
