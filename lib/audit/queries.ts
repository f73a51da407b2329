import "server-only";
import { Prisma } from "@/generated/prisma/client";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { ERASED, type Personal, personalSchema, reveal } from "@/lib/audit/commitments";
import { type AuditFilter, storedEventSchema } from "@/lib/audit/schema";
import type { AuditRow } from "@/lib/audit/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { decideAction, decideFeature } from "@/lib/entitlements/decide";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { optionsFor } from "@/lib/entitlements/options-for";
import { required } from "@/lib/entitlements/refuse";
import type { Snapshot } from "@/lib/entitlements/types";
import type { CountedPage, KeysetRange } from "@/lib/keyset";
import { prismaKeyset } from "@/lib/keyset-prisma";
import { DAY_MS } from "@/lib/time";

export type AuditPage = CountedPage<AuditRow> & { window: AuditWindow };

/** The part of the log that the plan shows (D10). `hidden` older events are kept but not shown. */
export type AuditWindow = { days: number; since: string; hidden: number };

type StoredEvent = Prisma.AuditEventGetPayload<object>;

/** The start of the window that the plan shows, and its length in days. */
function windowOf({ entitlements }: Snapshot): { days: number; since: Date } {
  const { value } = entitlements["audit.retention_days"];
  const days = typeof value === "number" ? value : 0;
  return { days, since: new Date(now().getTime() - days * DAY_MS) };
}

function dayStart(day: string, plusDays: number): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + plusDays * DAY_MS);
}

function matching(filter: AuditFilter): Prisma.AuditEventWhereInput {
  const at = {
    ...(filter.from ? { gte: dayStart(filter.from, 0) } : {}),
    ...(filter.to ? { lt: dayStart(filter.to, 1) } : {}),
  };
  return {
    ...(filter.action ? { action: filter.action } : {}),
    ...(filter.actor ? { actorId: filter.actor } : {}),
    ...(filter.outcome ? { outcome: filter.outcome } : {}),
    ...(filter.from || filter.to ? { at } : {}),
  };
}

/**
 * Lists the account's events within the plan's window, newest first, with exact counts. Errors: FORBIDDEN,
 * ENTITLEMENT_REQUIRED without `governance.audit`, LOCKED under a platform block, VALIDATION for a foreign cursor.
 */
export async function listAuditEvents(
  ctx: AccountContext,
  input: KeysetRange & { filter: AuditFilter },
): Promise<AuditPage> {
  authorize(ctx, "audit:read");
  const accountId = ctx.account.id;
  const snapshot = await loadSnapshot(accountId);
  const options = optionsFor(ctx);
  required(decideAction(snapshot, "read", options));
  required(decideFeature(snapshot, "governance.audit", options));
  const { days, since } = windowOf(snapshot);
  const shown: Prisma.AuditEventWhereInput = { accountId, at: { gte: since } };
  const wanted = { AND: [shown, matching(input.filter)] };
  const list = prismaKeyset(input, { by: "at" });

  const [found, matched, all, hidden] = await Promise.all([
    db().auditEvent.findMany({ where: { AND: [wanted, list.within] }, ...list.walk }),
    db().auditEvent.count({ where: wanted }),
    db().auditEvent.count({ where: shown }),
    db().auditEvent.count({ where: { accountId, at: { lt: since } } }),
  ]);

  const page = list.toPage(found);
  return {
    rows: await toAuditRows(accountId, page.rows),
    cursors: page.cursors,
    count: { matching: matched, all },
    window: { days, since: since.toISOString(), hidden },
  };
}

/**
 * Lists the last events within the plan's window, for an overview; none when the plan shows none. Errors: FORBIDDEN.
 */
export async function recentAuditEvents(ctx: AccountContext, limit: number): Promise<AuditRow[]> {
  authorize(ctx, "audit:read");
  const { days, since } = windowOf(await loadSnapshot(ctx.account.id));
  if (days === 0) return [];
  const rows = await db().auditEvent.findMany({
    where: { accountId: ctx.account.id, at: { gte: since } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit,
  });
  return toAuditRows(ctx.account.id, rows);
}

export type AuditActor = { id: string; name: string };

/** What the list of actors takes from an actor's newest event, in the order of the index. */
const ACTOR = Prisma.sql`e."actorId", e."id", e."at", e."format", e."actor", e."actorType"`;
const NEWEST = Prisma.sql`ORDER BY e."actorId" DESC, e."at" DESC, e."id" DESC LIMIT 1`;
const MOST_ACTORS = 1_000;

/**
 * Lists who acted within the window, under their last name, for the filter: at most 100 of 1,000. Steps through the
 * index from actor to actor, so that it costs the same for any number of events. Errors: FORBIDDEN.
 */
export async function listAuditActors(ctx: AccountContext): Promise<AuditActor[]> {
  authorize(ctx, "audit:read");
  const { since } = windowOf(await loadSnapshot(ctx.account.id));
  return db().$queryRaw<AuditActor[]>`
    WITH RECURSIVE "walk" AS (
      (SELECT 1 AS "step", ${ACTOR} FROM "AuditEvent" e WHERE e."accountId" = ${ctx.account.id}::uuid ${NEWEST})
      UNION ALL
      SELECT w."step" + 1, n.* FROM "walk" w CROSS JOIN LATERAL (
        SELECT ${ACTOR} FROM "AuditEvent" e
         WHERE e."accountId" = ${ctx.account.id}::uuid AND e."actorId" < w."actorId" ${NEWEST}) n
       WHERE w."step" < ${MOST_ACTORS}),
    "last" AS (SELECT * FROM "walk" WHERE "at" >= ${since}),
    "actors" AS (
      SELECT "actorId", "actorType", "actor" ->> 'keyName' AS "keyName",
             CASE WHEN "format" = 1 OR "actorType" NOT IN ('user', 'key') THEN "actor" ->> 'name'
                  ELSE coalesce((SELECT "data" #>> '{actor.name,value}' FROM "AuditPersonal"
                                  WHERE "accountId" = ${ctx.account.id}::uuid AND "eventId" = "last"."id"
                                    AND "data" ? 'actor.name'), ${ERASED}) END AS "name"
        FROM "last")
    SELECT "actorId" AS "id", CASE WHEN "actorType" = 'key' THEN "name" || ', token ' || "keyName" ELSE "name" END AS "name"
      FROM "actors" ORDER BY lower("name"), "actorId" LIMIT 100`;
}

/** Reads the personal data of events, as far as it is still there, by the event's id. */
export async function readPersonal(accountId: string, eventIds: string[]): Promise<ReadonlyMap<string, Personal>> {
  const found = new Map<string, Personal>();
  const rows = await db().auditPersonal.findMany({ where: { accountId, eventId: { in: eventIds } } });
  for (const { eventId, data } of rows) found.set(eventId, { ...found.get(eventId), ...personalSchema.parse(data) });
  return found;
}

async function toAuditRows(accountId: string, rows: readonly StoredEvent[]): Promise<AuditRow[]> {
  const personal = await readPersonal(
    accountId,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toAuditRow(row, personal.get(row.id) ?? {}));
}

function toAuditRow(row: StoredEvent, personal: Personal): AuditRow {
  const { id, action, actorType, actorId, outcome, reasonCode } = row;
  const stored = { action, ...storedEventSchema.parse(row) };
  const { actor, targets, changes, metadata, context } = row.format === 1 ? stored : reveal(stored, personal);
  return {
    id,
    seq: Number(row.seq),
    at: row.at.toISOString(),
    action,
    actorType,
    actorId,
    actorName: String(actor.name ?? actorId),
    keyName: String(actor.keyName ?? ""),
    targets,
    outcome,
    reasonCode,
    changes,
    metadata,
    address: String(context.address ?? ""),
    source: String(context.source ?? ""),
  };
}
