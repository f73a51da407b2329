import "server-only";
import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { resolve } from "@/lib/entitlements/resolve";
import {
  type Facts,
  FEATURE_KEYS,
  LIMIT_KEYS,
  type OverrideFact,
  PLAN_KEYS,
  QUEUE_PRIORITIES,
  type Snapshot,
  SUPPORT_LEVELS,
} from "@/lib/entitlements/types";

const select = {
  id: true,
  handle: true,
  kind: true,
  blockReason: true,
  createdAt: true,
  terms: { orderBy: { startsAt: "asc" } },
  grants: true,
  overrides: { where: { supersededAt: null } },
} as const satisfies Prisma.AccountSelect;

const limit = z.union([z.number().int().nonnegative(), z.literal("unlimited")]);
const author = z.object({ name: z.string() }).transform((actor) => actor.name);

const term = z.object({
  id: z.string(),
  kind: z.enum(["trial", "contract"]),
  plan: z.enum(PLAN_KEYS),
  planVersion: z.number(),
  seats: z.number().nullable(),
  startsAt: z.date(),
  endsAt: z.date().nullable(),
});

const grantCore = z.object({
  id: z.string(),
  userId: z.string().nullable(),
  startsAt: z.date(),
  endsAt: z.date().nullable(),
  voidedAt: z.date().nullable(),
  reason: z.string(),
  createdAt: z.date(),
  createdBy: author,
});
const grant = z.discriminatedUnion("key", [
  grantCore.extend({ key: z.enum(LIMIT_KEYS), amount: z.bigint().transform(Number) }),
  grantCore.extend({ key: z.enum(FEATURE_KEYS), amount: z.null() }),
]);

const setting = z.union([
  z.object({ key: z.enum(FEATURE_KEYS), value: z.boolean() }),
  z.object({ key: z.enum(LIMIT_KEYS), value: limit }),
  z.object({ key: z.literal("audit.retention_days"), value: z.number().int().nonnegative() }),
  z.object({ key: z.literal("support.level"), value: z.enum(SUPPORT_LEVELS) }),
  z.object({ key: z.literal("priority.queue"), value: z.enum(QUEUE_PRIORITIES) }),
]);
const overrideCore = z.object({
  id: z.string(),
  endsAt: z.date().nullable(),
  reason: z.string(),
  createdAt: z.date(),
  createdBy: author,
});

type Row = Prisma.AccountGetPayload<{ select: typeof select }>;

function grantFact(row: Row["grants"][number]): Facts["grants"][number] {
  const { id, userId, startsAt, endsAt, voidedAt, reason, createdAt, createdBy, ...given } = grant.parse(row);
  const core = { id, kind: "manual" as const, personId: userId, startsAt, expiresAt: endsAt, revokedAt: voidedAt };
  const said = { reason, at: createdAt, by: createdBy };
  return given.amount === null ? { ...core, ...said, key: given.key } : { ...core, ...said, ...given };
}

function overrideFact(row: Row["overrides"][number]): OverrideFact {
  const { id, endsAt, reason, createdAt, createdBy } = overrideCore.parse(row);
  return { id, expiresAt: endsAt, reason, at: createdAt, by: createdBy, ...setting.parse(row) };
}

function facts(row: Row): Facts {
  return {
    account: { id: row.id, handle: row.handle, kind: row.kind },
    personId: null,
    terms: row.terms.map((one) => term.parse(one)),
    subscription: null,
    addOns: [],
    grants: row.grants.map(grantFact),
    overrides: row.overrides.map(overrideFact),
    freezes: [],
    platformBlock: row.blockReason
      ? { id: row.id, since: row.createdAt, until: null, reason: row.blockReason, by: "Packhouse" }
      : null,
  };
}

/** Everything the resolver reads of one account, checked against the catalogue's words. Takes no lock. */
export async function loadFacts(accountId: string, tx: Tx = db()): Promise<Facts> {
  return facts(await tx.account.findUniqueOrThrow({ where: { id: accountId }, select }));
}

/** The account's entitlements at the product's present time, from the rows as they are. */
export async function loadSnapshot(accountId: string, tx: Tx = db()): Promise<Snapshot> {
  return resolve(await loadFacts(accountId, tx), now());
}
