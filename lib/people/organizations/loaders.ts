import "server-only";
import type { Role } from "@/generated/prisma/enums";
import { requireAccount, requirePerson } from "@/lib/access/loaders";
import { listOwners } from "@/lib/access/queries";
import { nowMs } from "@/lib/clock";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { checkAction } from "@/lib/entitlements/check-entitlement";
import { formatAllowance } from "@/lib/entitlements/format";
import { MINIMUM_SEATS, TRIAL } from "@/lib/entitlements/plans";
import type { Decision } from "@/lib/entitlements/types";
import { formatMoney } from "@/lib/money";
import { type Profile, profileOf } from "@/lib/people/accounts/queries";
import { trialStartOf } from "@/lib/people/organizations/queries";
import { DAY_MS } from "@/lib/time";

export type FoundingFacts = {
  planName: string;
  /** The trial that this organization would start with; null when the person has used theirs. */
  trial: { days: number; seats: number; endsAt: string } | null;
  trialUsedAt: string | null;
  minimumSeats: number;
  /** The price of a seat after the trial, one entry per interval. */
  prices: { text: string; interval: string }[];
  includes: string[];
};

/** Loads what a new organization gets and costs, from the catalogue. */
export async function loadFoundingFacts(): Promise<FoundingFacts> {
  const { userId } = await requirePerson();
  const used = await trialStartOf(userId);
  const plan = planDefinition(TRIAL.plan);
  const endsAt = new Date(nowMs() + TRIAL.days * DAY_MS).toISOString();
  const allowances = ["packages.private", "packages.public", "storage.bytes", "publishes"] as const;

  return {
    planName: plan.name,
    trial: used ? null : { days: TRIAL.days, seats: TRIAL.seats, endsAt },
    trialUsedAt: used?.toISOString() ?? null,
    minimumSeats: MINIMUM_SEATS,
    prices: plan.prices.map((price) => ({
      text: formatMoney(price.amountCents, price.currency),
      interval: price.interval,
    })),
    includes: allowances.map((key) => formatAllowance(key, plan.values[key])),
  };
}

export type OrganizationSettings = Pick<Profile, "name" | "handle" | "formerHandles"> & {
  role: Role | null;
  mayUpdate: boolean;
  /** Whether the account's state allows changes of its settings. */
  write: Decision;
  owners: string[];
};

export async function loadOrganizationSettings(handle: string): Promise<OrganizationSettings> {
  const ctx = await requireAccount(handle);
  const [profile, write, owners] = await Promise.all([profileOf(ctx), checkAction(ctx, "write"), listOwners(ctx)]);
  return {
    name: profile.name,
    handle: profile.handle,
    formerHandles: profile.formerHandles,
    role: ctx.role,
    mayUpdate: ctx.permissions.has("account:update"),
    write,
    owners: owners.map(({ name }) => name),
  };
}
