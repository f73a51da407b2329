import "server-only";
import { cache } from "react";
import type { Role } from "@/generated/prisma/enums";
import { currentViewer, requirePerson } from "@/lib/access/loaders";
import type { AccountContext } from "@/lib/access/types";
import { recentAuditEvents } from "@/lib/audit/queries";
import type { AuditRow } from "@/lib/audit/types";
import { type BannerFacts, bannerFacts } from "@/lib/billing/page/banner-facts";
import { now } from "@/lib/clock";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { decideAction, decideFeature } from "@/lib/entitlements/decide";
import { loadSnapshots } from "@/lib/entitlements/load-facts";
import { loadUsage, snapshotOf } from "@/lib/entitlements/loaders";
import type { LimitUsage } from "@/lib/entitlements/queries";
import type { FeatureKey, Snapshot } from "@/lib/entitlements/types";
import { env } from "@/lib/env";
import { countAccount, newestPackage, recentPublishes } from "@/lib/overview/queries";
import { attentionOf } from "@/lib/overview/rules";
import type { AccountCounts, Attention, ExamplePackage, Publish } from "@/lib/overview/types";
import { type SearchRow, searchPackages } from "@/lib/packages/catalogue/search-packages";
import { myAccounts } from "@/lib/people/accounts/loaders";

export type SwitcherAccount = {
  handle: string;
  name: string;
  kind: "personal" | "organization";
  role: Role;
  plan: string;
  state: Snapshot["commercialState"];
};

export type ShellView = {
  person: { name: string; email: string; handle: string };
  accounts: SwitcherAccount[];
  snapshot: Snapshot;
  counts: AccountCounts;
  /** The name of the plan that opens a section, if the account's plan does not. */
  locks: { registry: string | null; governance: string | null };
  billing: BannerFacts;
  demo: boolean;
};

const countsOf = cache(async (ctx: AccountContext): Promise<AccountCounts> => countAccount(ctx));

function lockOf(snapshot: Snapshot, feature: FeatureKey): string | null {
  const decision = decideFeature(snapshot, feature);
  const offer = decision.unlock[0];
  return decision.allowed || !offer ? null : planDefinition(offer.plan).name;
}

/** Loads everything that the shell around an account's pages shows. */
export async function loadShell(ctx: AccountContext): Promise<ShellView> {
  const [person, memberships, snapshot, counts] = await Promise.all([
    requirePerson(),
    myAccounts(),
    snapshotOf(ctx.account.id),
    countsOf(ctx),
  ]);
  const snapshots = await loadSnapshots(memberships.map(({ id }) => id));
  return {
    person: { name: person.name, email: person.email, handle: person.handle },
    accounts: memberships.flatMap(({ id, handle, name, kind, role }) => {
      const of = snapshots.get(id);
      if (!of || kind === "system") return [];
      const plan = planDefinition(of.plan, of.planVersion).name;
      return [{ handle, name, kind, role, plan, state: of.commercialState }];
    }),
    snapshot,
    counts,
    locks: { registry: lockOf(snapshot, "private_registry"), governance: lockOf(snapshot, "governance.audit") },
    billing: await bannerFacts(ctx, snapshot),
    demo: env().PACKHOUSE_DEMO,
  };
}

export async function loadCounts(ctx: AccountContext): Promise<AccountCounts> {
  return countsOf(ctx);
}

/** The last events: from the audit log if role and plan show it, else from the packages' own history. */
export type Activity =
  | { from: "audit"; rows: AuditRow[]; days: number }
  | { from: "packages"; rows: Publish[]; because: "role" | "plan" }
  | { from: "none" };

export type OverviewView = {
  snapshot: Snapshot;
  planName: string;
  counts: AccountCounts;
  attention: Attention[];
  usage: LimitUsage[];
  activity: Activity;
  example: ExamplePackage | null;
  registryUrl: string;
  /** Whether the account's state allows adding anything. */
  growing: boolean;
};

const ACTIVITY_ROWS = 8;

async function activityOf(ctx: AccountContext, snapshot: Snapshot): Promise<Activity> {
  const { value } = snapshot.entitlements["audit.retention_days"];
  const days = typeof value === "number" ? value : 0;
  if (ctx.permissions.has("audit:read") && days > 0) {
    return { from: "audit", rows: await recentAuditEvents(ctx, ACTIVITY_ROWS), days };
  }
  if (!ctx.permissions.has("package:read")) return { from: "none" };
  const because = ctx.permissions.has("audit:read") ? "plan" : "role";
  return { from: "packages", rows: await recentPublishes(ctx, ACTIVITY_ROWS), because };
}

export async function loadOverview(ctx: AccountContext): Promise<OverviewView> {
  const snapshot = await snapshotOf(ctx.account.id);
  const [usage, counts, activity, example] = await Promise.all([
    loadUsage(ctx),
    countsOf(ctx),
    activityOf(ctx, snapshot),
    ctx.permissions.has("package:read") ? newestPackage(ctx) : null,
  ]);
  return {
    snapshot,
    planName: planDefinition(snapshot.plan, snapshot.planVersion).name,
    counts,
    attention: attentionOf({ snapshot, usage, counts, mayInvite: ctx.permissions.has("member:invite") }, now()),
    usage,
    activity,
    example,
    registryUrl: env().REGISTRY_URL,
    growing: decideAction(snapshot, "growth").allowed,
  };
}

/** The newest public packages, and their number. */
export async function newestPublicPackages(size: number): Promise<{ total: number; rows: SearchRow[] }> {
  return searchPackages(await currentViewer(), { text: "", visibility: "public", from: 0, size });
}
