import "server-only";
import { cache } from "react";
import type { Role } from "@/generated/prisma/enums";
import { rolesWith } from "@/lib/access/permissions";
import { listOwners } from "@/lib/access/queries";
import type { AccountContext } from "@/lib/access/types";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { decideFeature } from "@/lib/entitlements/decide";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { optionsFor } from "@/lib/entitlements/options-for";
import { type LimitUsage, listLimitUsage } from "@/lib/entitlements/queries";
import type { Decision, FeatureKey, Snapshot } from "@/lib/entitlements/types";

/** Resolves the account's entitlements once per render. */
export const snapshotOf = cache(async (accountId: string): Promise<Snapshot> => loadSnapshot(accountId));

const usageOf = cache(async (ctx: AccountContext): Promise<LimitUsage[]> => listLimitUsage(ctx));

export async function loadUsage(ctx: AccountContext): Promise<LimitUsage[]> {
  return usageOf(ctx);
}

/** The missing permission and the people who can help, for the panel of a page that is closed to the role. */
export type Denied = { role: Role | null; allowedRoles: readonly Role[]; owners: string[] };

export async function deniedTo(ctx: AccountContext, permission: Parameters<typeof rolesWith>[0]): Promise<Denied> {
  const owners = await listOwners(ctx);
  return { role: ctx.role, allowedRoles: rolesWith(permission), owners: owners.map(({ name }) => name) };
}

export type FeatureGate = {
  decision: Decision;
  /** Names from the catalogue; `includedIn` is null when no plan of this kind of account includes the feature. */
  currentPlan: string;
  includedIn: string | null;
  managesBilling: boolean;
  owners: string[];
};

/** Decides whether the plan opens a section, with the text for a closed page. */
export async function loadFeatureGate(ctx: AccountContext, feature: FeatureKey): Promise<FeatureGate> {
  const options = optionsFor(ctx);
  const snapshot = await snapshotOf(ctx.account.id);
  const decision = decideFeature(snapshot, feature, options);
  const offer = decision.unlock[0];
  return {
    decision,
    currentPlan: planDefinition(snapshot.plan, snapshot.planVersion).name,
    includedIn: offer ? planDefinition(offer.plan).name : null,
    managesBilling: options.managesBilling,
    owners: decision.allowed ? [] : (await listOwners(ctx)).map(({ name }) => name),
  };
}
