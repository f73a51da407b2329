import { GB, MB, TB } from "@/lib/entitlements/limits";
import type {
  AccountKind,
  AddOnKey,
  FeatureKey,
  Interval,
  Limit,
  LimitKey,
  PlanKey,
  StaticValues,
} from "@/lib/entitlements/types";

/** Every key is required: a plan that forgets one does not compile. */
export type PlanValues = Record<LimitKey, Limit> & Record<FeatureKey, boolean> & StaticValues;

/** A list price; the application offers it only while the provider confirms it under the lookup key. */
export type PriceDefinition = {
  lookupKey: string;
  interval: Interval;
  perSeat: boolean;
  amountCents: number;
  currency: "usd";
};

export type PlanDefinition = {
  key: PlanKey;
  name: string;
  description: string;
  accountKind: Exclude<AccountKind, "system">;
  /** Orders plans by what they include, within and across kinds; never by price. */
  rank: number;
  /** `sold`: the number is bought or set by contract, and `values.seats` is the minimum. */
  seats: "included" | "sold";
  /** True: sold by contract. A plan with neither prices nor a contract is free. */
  byContract: boolean;
  prices: readonly PriceDefinition[];
  values: PlanValues;
};

export type AddOnDefinition = {
  key: AddOnKey;
  label: string;
  entitlement: LimitKey;
  amount: number;
  plans: readonly PlanKey[];
  price: PriceDefinition;
};

export const MINIMUM_SEATS = 3;
export const TRIAL = { days: 14, plan: "team", seats: 3 } as const;

const NO_FEATURES = {
  "org.collaboration": false,
  "org.api_keys": false,
  "governance.audit": false,
  "governance.approvals.public": false,
  "usage.export": false,
  "alerts.integrations": false,
  "governance.member_submissions": false,
  "governance.approvals.private": false,
  "governance.rules": false,
  "audit.export": false,
  "audit.stream": false,
  private_registry: false,
  "registry.upstream": false,
  sso: false,
  scim: false,
  evidence: false,
  branding: false,
} as const satisfies Record<FeatureKey, boolean>;

const TEAM_FEATURES = {
  ...NO_FEATURES,
  "org.collaboration": true,
  "org.api_keys": true,
  "governance.audit": true,
  "governance.approvals.public": true,
  "usage.export": true,
  "alerts.integrations": true,
} as const satisfies Record<FeatureKey, boolean>;

const FREE: PlanDefinition = {
  key: "free",
  name: "Free",
  description: "Public packages for one person.",
  accountKind: "personal",
  rank: 0,
  seats: "included",
  byContract: false,
  prices: [],
  values: {
    "packages.public": 5,
    "packages.private": 0,
    seats: 1,
    "storage.bytes": 100 * MB,
    api_keys: 2,
    publishes: 30,
    api_calls: 10_000,
    "rate.api": 60,
    "audit.retention_days": 0,
    "support.level": "community",
    "priority.queue": "normal",
    ...NO_FEATURES,
  },
};

const PRO: PlanDefinition = {
  key: "pro",
  name: "Pro",
  description: "Private packages and higher limits for one person.",
  accountKind: "personal",
  rank: 1,
  seats: "included",
  byContract: false,
  prices: [
    { lookupKey: "pro_monthly", interval: "month", perSeat: false, amountCents: 2_900, currency: "usd" },
    { lookupKey: "pro_yearly", interval: "year", perSeat: false, amountCents: 29_000, currency: "usd" },
  ],
  values: {
    "packages.public": 100,
    "packages.private": 100,
    seats: 1,
    "storage.bytes": 5 * GB,
    api_keys: 20,
    publishes: 500,
    api_calls: 250_000,
    "rate.api": 300,
    "audit.retention_days": 30,
    "support.level": "48 h",
    "priority.queue": "high",
    ...NO_FEATURES,
    "usage.export": true,
  },
};

const TEAM: PlanDefinition = {
  key: "team",
  name: "Team",
  description: "An organization with members, roles, seats and shared private packages.",
  accountKind: "organization",
  rank: 2,
  seats: "sold",
  byContract: false,
  prices: [
    { lookupKey: "team_seat_monthly", interval: "month", perSeat: true, amountCents: 1_900, currency: "usd" },
    { lookupKey: "team_seat_yearly", interval: "year", perSeat: true, amountCents: 19_000, currency: "usd" },
  ],
  values: {
    "packages.public": 500,
    "packages.private": 250,
    seats: MINIMUM_SEATS,
    "storage.bytes": 50 * GB,
    api_keys: 100,
    publishes: 5_000,
    api_calls: 1_000_000,
    "rate.api": 600,
    "audit.retention_days": 90,
    "support.level": "12 h",
    "priority.queue": "high",
    ...TEAM_FEATURES,
  },
};

const ENTERPRISE: PlanDefinition = {
  key: "enterprise",
  name: "Enterprise",
  description: "Governance, Private Registry, single sign-on, evidence and export.",
  accountKind: "organization",
  rank: 3,
  seats: "sold",
  byContract: true,
  prices: [],
  values: {
    "packages.public": "unlimited",
    "packages.private": "unlimited",
    seats: MINIMUM_SEATS,
    "storage.bytes": TB,
    api_keys: "unlimited",
    publishes: "unlimited",
    api_calls: "unlimited",
    "rate.api": 3_000,
    "audit.retention_days": 400,
    "support.level": "4 h",
    "priority.queue": "first",
    ...TEAM_FEATURES,
    "governance.member_submissions": true,
    "governance.approvals.private": true,
    "governance.rules": true,
    "audit.export": true,
    "audit.stream": true,
    private_registry: true,
    "registry.upstream": true,
    sso: true,
    scim: true,
    evidence: true,
    branding: true,
  },
};

export const PLANS_V1 = { free: FREE, pro: PRO, team: TEAM, enterprise: ENTERPRISE } as const satisfies Record<
  PlanKey,
  PlanDefinition
>;

export const ADD_ONS = {
  storage_100gb: {
    key: "storage_100gb",
    label: "100 GB of storage",
    entitlement: "storage.bytes",
    amount: 100 * GB,
    plans: ["team", "enterprise"],
    price: {
      lookupKey: "storage_100gb_monthly",
      interval: "month",
      perSeat: false,
      amountCents: 1_000,
      currency: "usd",
    },
  },
} as const satisfies Record<AddOnKey, AddOnDefinition>;
