import "server-only";
import { authorize } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { factsAfter } from "@/lib/billing/quotes/downgrade-impact";
import type { ChooseKeptInput } from "@/lib/billing/quotes/schema";
import { now } from "@/lib/clock";
import { type Tx, transaction } from "@/lib/db";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { formatAllowance } from "@/lib/entitlements/format";
import { FREEZABLE_KEYS, type FreezableKey } from "@/lib/entitlements/freeze";
import { countItems } from "@/lib/entitlements/frozen-items";
import { loadFacts } from "@/lib/entitlements/load-facts";
import { resolve } from "@/lib/entitlements/resolve";
import type { Snapshot } from "@/lib/entitlements/types";
import { AppError } from "@/lib/errors";
import { limitOf } from "@/lib/packages/publish/rules";

/** The most names in an event; its numbers cover the rest. */
const MOST_NAMES = 100;

/**
 * B5: the owner chooses which packages and keys stay writable when the plan holds fewer. The latest choice replaces
 * earlier ones; other items rank by their last change. Errors: FORBIDDEN, NOT_FOUND for an item of another account,
 * VALIDATION for more than the plan will hold.
 */
export async function chooseKept(ctx: AccountContext, { packageIds, keyIds }: ChooseKeptInput): Promise<void> {
  authorize(ctx, "billing:write");
  if (packageIds.length > 0) authorize(ctx, "package:read");

  await transaction(async (tx) => {
    const accountId = ctx.account.id;
    await lockAccount(tx, accountId);

    const chosen = await chosenItems(tx, accountId, { packageIds, keyIds });
    const after = await limiting(tx, accountId);
    for (const key of FREEZABLE_KEYS) assertFits(after, key, chosen.filter((item) => item.key === key).length);

    const at = now();
    await tx.package.updateMany({ where: { accountId, keptAt: { not: null } }, data: { keptAt: null } });
    await tx.package.updateMany({ where: { accountId, id: { in: packageIds } }, data: { keptAt: at } });
    await tx.apiKey.updateMany({ where: { accountId, keptAt: { not: null } }, data: { keptAt: null } });
    await tx.apiKey.updateMany({ where: { accountId, id: { in: keyIds } }, data: { keptAt: at } });

    await record(tx, ctx, {
      action: "billing.kept_chosen",
      targets: [{ type: "account", id: accountId, name: ctx.account.handle }],
      changes: [{ path: "kept", before: null, after: chosen.slice(0, MOST_NAMES).map(({ name }) => name) }],
      metadata: { packages: chosen.length - keyIds.length, keys: keyIds.length },
    });
  });
}

type Chosen = { key: FreezableKey; name: string };

async function chosenItems(tx: Tx, accountId: string, { packageIds, keyIds }: ChooseKeptInput): Promise<Chosen[]> {
  const wanted = { packages: [...new Set(packageIds)], keys: [...new Set(keyIds)] };
  const packages = await tx.package.findMany({
    where: { accountId, id: { in: wanted.packages }, removedAt: null },
    select: { name: true, visibility: true },
    orderBy: { name: "asc" },
  });
  const keys = await tx.apiKey.findMany({
    where: { accountId, id: { in: wanted.keys }, revokedAt: null },
    select: { name: true },
    orderBy: { name: "asc" },
  });

  if (packages.length < wanted.packages.length) throw new AppError("NOT_FOUND", { noun: "package" });
  if (keys.length < wanted.keys.length) throw new AppError("NOT_FOUND", { noun: "token" });

  return [
    ...packages.map(({ name, visibility }): Chosen => ({ key: limitOf(visibility), name })),
    ...keys.map(({ name }): Chosen => ({ key: "api_keys", name })),
  ];
}

/** The plan that the choice must fit: the present one if it is already exceeded, else the one after a cancellation. */
async function limiting(tx: Tx, accountId: string): Promise<Snapshot> {
  const facts = await loadFacts(accountId, tx);
  const present = resolve(facts, now());
  for (const key of FREEZABLE_KEYS) {
    const { limit } = present.entitlements[key];
    if (typeof limit === "number" && (await countItems(tx, accountId, key)) > limit) return present;
  }

  const at = facts.subscription?.cancelAt ?? now();
  return resolve(factsAfter(facts, { at, seats: "none" }), at);
}

function assertFits(after: Snapshot, key: FreezableKey, chosen: number): void {
  const { limit } = after.entitlements[key];
  if (limit === "unlimited" || limit === null || chosen <= limit) return;
  const { name } = planDefinition(after.plan, after.planVersion);
  throw new AppError("VALIDATION", {
    message: `${name} includes ${formatAllowance(key, limit)}, and you chose ${chosen}. Choose fewer.`,
  });
}
