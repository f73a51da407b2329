import { FEATURES, STATICS } from "@/lib/entitlements/features";
import { formatValue } from "@/lib/entitlements/format";
import { LIMITS } from "@/lib/entitlements/limits";
import { PLANS_V1, type PlanDefinition } from "@/lib/entitlements/plans";
import {
  type AccountKind,
  type ActionClass,
  ENTITLEMENT_KEYS,
  type EntitlementKey,
  type EntitlementKind,
  type EntitlementValue,
  FEATURE_KEYS,
  type FeatureKey,
  LIMIT_KEYS,
  type LimitKey,
  PLAN_KEYS,
  type PlanKey,
  type StaticKey,
} from "@/lib/entitlements/types";

/** The version that new purchases pin. Published versions never change: customers keep what they bought (B7). */
export const CATALOGUE_VERSION = 1;

const VERSIONS: ReadonlyMap<number, Record<PlanKey, PlanDefinition>> = new Map([[1, PLANS_V1]]);

export function isCatalogueVersion(version: number): boolean {
  return VERSIONS.has(version);
}

/** The plan as sold under `version`; an unknown version returns today's plan. */
export function planDefinition(plan: PlanKey, version: number = CATALOGUE_VERSION): PlanDefinition {
  return (VERSIONS.get(version) ?? PLANS_V1)[plan];
}

/** Cheapest first. */
export function plansFor(kind: AccountKind): PlanDefinition[] {
  return PLAN_KEYS.map((key) => planDefinition(key)).filter((plan) => plan.accountKind === kind);
}

/** The plan without any purchase: personal accounts get Free, organizations get Team without a term (D1). */
export function basePlan(kind: AccountKind): PlanKey {
  return kind === "personal" ? "free" : kind === "organization" ? "team" : "enterprise";
}

const limitKeys: ReadonlySet<string> = new Set(LIMIT_KEYS);
const featureKeys: ReadonlySet<string> = new Set(FEATURE_KEYS);
const entitlementKeys: ReadonlySet<string> = new Set(ENTITLEMENT_KEYS);

export function isLimitKey(key: string): key is LimitKey {
  return limitKeys.has(key);
}
export function isFeatureKey(key: string): key is FeatureKey {
  return featureKeys.has(key);
}
export function isEntitlementKey(key: string): key is EntitlementKey {
  return entitlementKeys.has(key);
}
function isStaticKey(key: EntitlementKey): key is StaticKey {
  return !isLimitKey(key) && !isFeatureKey(key);
}

export function kindOf(key: EntitlementKey): EntitlementKind {
  return isLimitKey(key) ? LIMITS[key].kind : isFeatureKey(key) ? "feature" : "static";
}

/** The class of action of using the entitlement; frozen states stop some classes. */
export function actionOf(key: EntitlementKey): ActionClass {
  return isLimitKey(key) ? LIMITS[key].action : isFeatureKey(key) ? FEATURES[key].action : "read";
}

export function labelOf(key: EntitlementKey): string {
  if (isLimitKey(key)) return LIMITS[key].words.label;
  return isStaticKey(key) ? STATICS[key].label : FEATURES[key].label;
}

/** The value before any plan: none. */
export function defaultValue(key: EntitlementKey): EntitlementValue {
  if (isFeatureKey(key)) return false;
  if (key === "support.level") return "community";
  if (key === "priority.queue") return "normal";
  return 0;
}

export type ComparisonRow = {
  key: EntitlementKey;
  kind: EntitlementKind;
  label: string;
  description: string | null;
  cells: { plan: PlanKey; value: EntitlementValue; text: string }[];
};

/** The comparison table of the pricing page and of `GET /plans`. All its numbers come from the catalogue. */
export function comparePlans(version: number = CATALOGUE_VERSION): ComparisonRow[] {
  return ENTITLEMENT_KEYS.map((key) => ({
    key,
    kind: kindOf(key),
    label: labelOf(key),
    description: isFeatureKey(key) ? FEATURES[key].description : isStaticKey(key) ? STATICS[key].description : null,
    cells: PLAN_KEYS.map((plan) => {
      const definition = planDefinition(plan, version);
      const value = definition.values[key];
      const sold = key === "seats" && definition.seats === "sold";
      const seats = definition.byContract
        ? `Purchased or by contract`
        : `Purchased, at least ${formatValue(key, value)}`;
      return { plan, value, text: sold ? seats : formatValue(key, value) };
    }),
  }));
}
