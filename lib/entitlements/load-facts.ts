import "server-only";
import { z } from "zod";
import type { Grant, Override, Term } from "@/generated/prisma/client";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { type AccountRows, accountRows } from "@/lib/entitlements/account-rows";
import { boughtBy, seatFreezes } from "@/lib/entitlements/bought";
import { resolve } from "@/lib/entitlements/resolve";
import {
  type Facts,
  FEATURE_KEYS,
  LIMIT_KEYS,
  type OverrideFact,
  QUEUE_PRIORITIES,
  type Snapshot,
  SUPPORT_LEVELS,
  type TermFact,
} from "@/lib/entitlements/types";

const limit = z.union([z.number().int().nonnegative(), z.literal("unlimited")]);
const author = z.object({ name: z.string() }).transform((actor) => actor.name);

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

function termFact({ id, kind, plan, planVersion, seats, startsAt, endsAt }: Term): TermFact {
  return { id, kind, plan, planVersion, seats, startsAt, endsAt };
}

function grantFact(row: Grant): Facts["grants"][number] {
  const { id, userId, startsAt, endsAt, voidedAt, reason, createdAt, createdBy, ...given } = grant.parse(row);
  const core = { id, kind: "manual" as const, personId: userId, startsAt, expiresAt: endsAt, revokedAt: voidedAt };
  const said = { reason, at: createdAt, by: createdBy };
  return given.amount === null ? { ...core, ...said, key: given.key } : { ...core, ...said, ...given };
}

function overrideFact(row: Override): OverrideFact {
  const { id, endsAt, reason, createdAt, createdBy } = overrideCore.parse(row);
  return { id, expiresAt: endsAt, reason, at: createdAt, by: createdBy, ...setting.parse(row) };
}

function facts(found: AccountRows, terms: Term[], grants: Grant[], overrides: Override[]): Facts {
  const { account, subscriptions, seatsUsed, syncedAt } = found;
  const { id, handle, kind, blockReason, createdAt } = account;
  const at = now();
  const bought = boughtBy(kind, terms.map(termFact), subscriptions, at);
  const known: Facts = {
    account: { id, handle, kind },
    personId: null,
    ...bought,
    grants: grants.map(grantFact),
    overrides: overrides.map(overrideFact),
    freezes: [],
    platformBlock: blockReason ? { id, since: createdAt, until: null, reason: blockReason, by: "Packhouse" } : null,
  };
  return { ...known, freezes: seatFreezes(known, { used: seatsUsed, syncedAt }, at) };
}

/** A snapshot and the version of the facts behind it. Facts that arrive during the read count as newer. */
export type VersionedSnapshot = { snapshot: Snapshot; version: bigint };

/** Reads an account's facts, to resolve them for another instant or plan. Takes no lock. */
export async function loadFacts(accountId: string, tx: Tx = db()): Promise<Facts> {
  return (await loadVersionedFacts(accountId, tx)).facts;
}

async function loadVersionedFacts(accountId: string, tx: Tx): Promise<{ facts: Facts; version: bigint }> {
  // Sequential, because a transaction has one connection. The version is read first, so that it is never too new.
  const [found] = await accountRows([accountId], tx);
  if (!found) throw new Error(`There is no account ${accountId}`);
  const terms = await tx.term.findMany({ where: { accountId }, orderBy: { startsAt: "asc" } });
  const grants = await tx.grant.findMany({ where: { accountId } });
  const overrides = await tx.override.findMany({ where: { accountId, supersededAt: null } });
  return { facts: facts(found, terms, grants, overrides), version: found.account.entVersion };
}

/** Resolves the account's entitlements from its rows and checks their words against the catalogue. Takes no lock. */
export async function loadVersionedSnapshot(accountId: string, tx: Tx = db()): Promise<VersionedSnapshot> {
  const { facts: known, version } = await loadVersionedFacts(accountId, tx);
  return { snapshot: resolve(known, now()), version };
}

/** Resolves the account's entitlements at the product's present time. */
export async function loadSnapshot(accountId: string, tx: Tx = db()): Promise<Snapshot> {
  return (await loadVersionedSnapshot(accountId, tx)).snapshot;
}

/** Resolves several accounts by id, in four reads: the switcher shows every plan of a person. */
export async function loadSnapshots(accountIds: readonly string[]): Promise<Map<string, Snapshot>> {
  const accountId = { in: [...accountIds] };
  const [accounts, terms, grants, overrides] = await Promise.all([
    accountRows(accountIds, db()),
    db().term.findMany({ where: { accountId }, orderBy: { startsAt: "asc" } }),
    db().grant.findMany({ where: { accountId } }),
    db().override.findMany({ where: { accountId, supersededAt: null } }),
  ]);
  const of = <T extends { accountId: string }>(all: T[], id: string) => all.filter((one) => one.accountId === id);
  const at = now();
  return new Map(
    accounts.map((found) => {
      const { id } = found.account;
      return [id, resolve(facts(found, of(terms, id), of(grants, id), of(overrides, id)), at)];
    }),
  );
}
