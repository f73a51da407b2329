/** As in the database's enum `Plan`. */
export const PLAN_KEYS = ["free", "pro", "team", "enterprise"] as const;
export type PlanKey = (typeof PLAN_KEYS)[number];

/** How often a price is paid. As in the database's enum `BillingInterval`. */
export const INTERVALS = ["month", "year"] as const;
export type Interval = (typeof INTERVALS)[number];

export const ALLOCATED_KEYS = ["packages.public", "packages.private", "seats", "storage.bytes", "api_keys"] as const;
export const METERED_KEYS = ["publishes", "api_calls"] as const;
const RATE_KEYS = ["rate.api"] as const;
export const STATIC_KEYS = ["audit.retention_days", "support.level", "priority.queue"] as const;
export const FEATURE_KEYS = [
  "org.collaboration",
  "org.api_keys",
  "governance.audit",
  "governance.approvals.public",
  "usage.export",
  "alerts.integrations",
  "governance.member_submissions",
  "governance.approvals.private",
  "governance.rules",
  "audit.export",
  "audit.stream",
  "private_registry",
  "registry.upstream",
  "sso",
  "scim",
  "evidence",
  "branding",
] as const;
export const LIMIT_KEYS = [...ALLOCATED_KEYS, ...METERED_KEYS, ...RATE_KEYS] as const;
export const ENTITLEMENT_KEYS = [...LIMIT_KEYS, ...STATIC_KEYS, ...FEATURE_KEYS] as const;

export type AllocatedKey = (typeof ALLOCATED_KEYS)[number];
export type MeteredKey = (typeof METERED_KEYS)[number];
export type LimitKey = (typeof LIMIT_KEYS)[number];
export type StaticKey = (typeof STATIC_KEYS)[number];
export type FeatureKey = (typeof FEATURE_KEYS)[number];
export type EntitlementKey = (typeof ENTITLEMENT_KEYS)[number];

export type LimitKind = "allocated" | "metered" | "rate";
export type EntitlementKind = LimitKind | "feature" | "static";

/** "unlimited" is always written out; `null` never means it. */
export type Limit = number | "unlimited";

export const SUPPORT_LEVELS = ["community", "48 h", "12 h", "4 h"] as const;
export type SupportLevel = (typeof SUPPORT_LEVELS)[number];
export const QUEUE_PRIORITIES = ["normal", "high", "first"] as const;
export type QueuePriority = (typeof QUEUE_PRIORITIES)[number];
export type StaticValues = {
  "audit.retention_days": number;
  "support.level": SupportLevel;
  "priority.queue": QueuePriority;
};
export type StaticValue = StaticValues[StaticKey];
export type EntitlementValue = boolean | Limit | StaticValue;

/** The commercial states (B4), in the order of an account's life. */
export const COMMERCIAL_STATES = [
  "free",
  "trial",
  "active",
  "cancel_scheduled",
  "grace",
  "growth_frozen",
  "suspended_read_only",
  "ended",
] as const;
export type CommercialState = (typeof COMMERCIAL_STATES)[number];

/** The effect of an operation on the account; `ALLOWED_IN_STATE` says which states allow it. Installs are reads. */
export const ACTION_CLASSES = ["read", "write", "growth", "export", "billing"] as const;
export type ActionClass = (typeof ACTION_CLASSES)[number];

/** The state and features that a verb needs, beside the room it consumes. */
export type Need = { action: ActionClass; features?: readonly FeatureKey[] };

/** As in the database's enum `AccountKind`. */
export const ACCOUNT_KINDS = ["personal", "organization", "system"] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];
/** The columns of an account that entitlements use. */
export type AccountFact = { id: string; handle: string; kind: AccountKind };

/** The layers of the resolver (E1), in order of application; `policy` is governance's and comes after the resolver. */
export type Layer = "default" | "plan" | "add_on" | "grant" | "override" | "state" | "block" | "policy";
export type Source = { layer: Layer; id: string; label: string };

/**
 * `after` is "frozen" or "blocked" where a step stops the use of a value without changing it. Instants are ISO 8601.
 */
export type TraceStep = {
  layer: Layer;
  source: { id: string; label: string };
  before: EntitlementValue | "frozen" | null;
  after: EntitlementValue | "frozen" | "blocked";
  validUntil: string | null;
};

export const DECISION_CODES = [
  "ok",
  "soft_limit_exceeded",
  "feature_not_in_plan",
  "feature_turned_off",
  "none_in_plan",
  "limit_reached",
  "frozen_by_plan",
  "seat_limit",
  "rate_limited",
  "no_subscription",
  "growth_frozen",
  "over_seats",
  "suspended_read_only",
  "suspended_by_staff",
  "platform_block",
  "policy_denied",
  "approval_required",
  "unknown_key",
  "entitlement_unavailable",
] as const;
export type DecisionCode = (typeof DECISION_CODES)[number];

export const NEXT_STEPS = [
  "none",
  "upgrade",
  "contact_sales",
  "create_organization",
  "start_subscription",
  "add_seat",
  "choose_seats",
  "add_storage",
  "free_space",
  "fix_payment",
  "ask_owner",
  "wait",
  "request_approval",
  "change_policy",
  "contact_support",
  "retry",
] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

/** E2: plain JSON, sent as it is. `limit` is null when the key has none. */
export type Decision = {
  allowed: boolean;
  outcome: "allow" | "block" | "pending_approval" | "unavailable";
  code: DecisionCode;
  /** One or two sentences that npm can print after the status line. */
  message: string;
  nextStep: NextStep;
  /** The entitlement in question; a class of action has the key `action:<class>`. */
  key: EntitlementKey | `action:${ActionClass}` | `unknown:${string}`;
  kind: EntitlementKind | "action";
  limit: Limit | null;
  used: number | null;
  remaining: Limit | null;
  requested: number | null;
  resetsAt: string | null;
  source: Source;
  rationale: string | null;
  /** Null only when the facts could not be read. */
  commercialState: CommercialState | null;
  unlock: { plan: PlanKey; href: string }[];
  /** The page of the account where the reader takes `nextStep`; absent when the step is another plan. */
  wayOut?: { href: string };
  /** The earliest instant at which time alone can change this answer. */
  validUntil: string | null;
  trace: TraceStep[];
  /** Codes for machines, `billing:...`. */
  notes: string[];
  lastChanged?: { at: string; by: string };
};

export type StateCause = "plan" | "payment" | "staff" | "over";

export type ResolvedEntitlement = {
  key: EntitlementKey;
  kind: EntitlementKind;
  value: EntitlementValue;
  limit: Limit | null;
  source: Source;
  rationale: string | null;
  validUntil: string | null;
  trace: TraceStep[];
  lastChanged: { at: string; by: string } | null;
};

/** An account's entitlements, resolved from its facts at one instant. Does not include usage. */
export type Snapshot = {
  account: AccountFact;
  plan: PlanKey;
  planVersion: number;
  commercialState: CommercialState;
  /** What put the account in this state, for the words of a refusal. */
  stateCause: StateCause;
  stateReason: string | null;
  /** When time alone changes the state; null when only an event does. */
  stateUntil: string | null;
  /** The end of full access after a failed payment; null outside `grace`. */
  graceUntil: string | null;
  overSeats: boolean;
  blocked: { id: string; reason: string; at: string; by: string; until: string | null } | null;
  entitlements: Record<EntitlementKey, ResolvedEntitlement>;
  /** People with a personal grant in this account: their answers need a snapshot resolved for them. */
  peopleWithGrants: string[];
  /** How the plan, the state and the block came about, for questions about an action instead of a key. */
  standing: TraceStep[];
  /** When a countdown in `notes` next changes; the values themselves stay longer. */
  countdownUntil: string | null;
  validUntil: string | null;
  notes: string[];
};

/** A trial or contract that our verbs recorded. Live in [startsAt, endsAt). */
export type TermFact = {
  id: string;
  kind: "trial" | "contract";
  plan: PlanKey;
  planVersion: number;
  /** Null means the plan's minimum. */
  seats: Limit | null;
  startsAt: Date;
  endsAt: Date | null;
};

/** One subscription at the provider, as of the last sync. `status` is the provider's open-ended text. */
export type SubscriptionFact = {
  id: string;
  plan: PlanKey;
  planVersion: number;
  status: string;
  /** The last status that this catalogue knew; used when `status` is unknown. */
  lastKnownStatus: string | null;
  seats: number | null;
  startedAt: Date;
  periodEnd: Date | null;
  cancelAt: Date | null;
  /** When the provider ended it; null while it lives. */
  endedAt: Date | null;
  /** The first failed payment of the present failure; null when nothing is owed. */
  firstFailedAt: Date | null;
};

export type AddOnKey = "storage_100gb";
export type AddOnFact = { id: string; key: AddOnKey; quantity: number; startsAt: Date; endsAt: Date | null };

/** An amount raises the limit; a feature is turned on. `personId` null means the whole account. */
export type GrantFact = {
  id: string;
  kind: "promotional" | "manual" | "beta";
  personId: string | null;
  startsAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  reason: string;
  at: Date;
  by: string;
} & ({ key: LimitKey; amount: Limit } | { key: FeatureKey });

export type OverrideSetting =
  | { key: FeatureKey; value: boolean }
  | { key: LimitKey; value: Limit }
  | { [K in StaticKey]: { key: K; value: StaticValues[K] } }[StaticKey];

export type OverrideFact = {
  id: string;
  expiresAt: Date | null;
  reason: string;
  at: Date;
  by: string;
} & OverrideSetting;

/** `suspended`: staff made the account read-only. `over_seats`: it has more members than seats, so growth stops. */
export type FreezeFact = {
  id: string;
  kind: "suspended" | "over_seats";
  since: Date;
  until: Date | null;
  reason: string;
  by: string;
};

/** Platform safety: stops everything except billing and export. */
export type PlatformBlockFact = { id: string; since: Date; until: Date | null; reason: string; by: string };

/** Everything the resolver reads. The order of the lists is irrelevant. */
export type Facts = {
  account: AccountFact;
  /** The person who asks, for personal grants; null for the account itself. */
  personId: string | null;
  terms: readonly TermFact[];
  subscription: SubscriptionFact | null;
  addOns: readonly AddOnFact[];
  grants: readonly GrantFact[];
  overrides: readonly OverrideFact[];
  freezes: readonly FreezeFact[];
  platformBlock: PlatformBlockFact | null;
};
