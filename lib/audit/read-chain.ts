import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import type { ChainEnd, ChainLink } from "@/lib/audit/chain";
import type { Checkpoint } from "@/lib/audit/checkpoint";
import type { Personal } from "@/lib/audit/commitments";
import { readPersonal } from "@/lib/audit/queries";
import { storedEventSchema } from "@/lib/audit/schema";
import { db } from "@/lib/db";

const PAGE = 500;

/** Stands before every id. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** The lowest number of the column. */
const LOWEST = -(2n ** 63n);

/**
 * Reads an account's events after `seq` in order, a page at a time, so the length of a chain costs no memory. From the
 * start it reads those too that can be no event, at 0 and below.
 */
export async function* readChain(accountId: string, seq: bigint): AsyncGenerator<ChainLink> {
  for (let after = seq === 0n ? LOWEST : seq; ; ) {
    const rows = await db().auditEvent.findMany({
      where: { accountId, seq: { gt: after } },
      orderBy: { seq: "asc" },
      take: PAGE,
    });
    const personal = await readPersonal(
      accountId,
      rows.map(({ id }) => id),
    );
    yield* rows.map((row) => toChainLink(row, personal.get(row.id) ?? {}));
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.seq;
  }
}

function toChainLink(row: Prisma.AuditEventGetPayload<object>, personal: Personal): ChainLink {
  const { id, accountId, seq, action, outcome, reasonCode, prevHash, hash } = row;
  const stored = storedEventSchema.safeParse(row);
  if (!stored.success) return { seq, event: null, personal, prevHash, hash };

  const format = row.format === 1 ? {} : { format: row.format };
  const at = row.at.toISOString();
  const event = { ...format, id, accountId, seq: String(seq), at, action, outcome, reasonCode, ...stored.data };
  return { seq, event, personal, prevHash, hash };
}

/** The head of an account's chain: the event that the next one follows. Null before the first. */
export function readHead(accountId: string): Promise<ChainEnd | null> {
  return db().auditHead.findUnique({ where: { accountId }, select: { seq: true, hash: true } });
}

/** Reads an account's checkpoints in order, a page at a time. */
export async function* readCheckpoints(accountId: string): AsyncGenerator<Checkpoint, undefined> {
  for (let after = LOWEST; ; ) {
    const rows = await db().auditCheckpoint.findMany({
      where: { accountId, seq: { gt: after } },
      orderBy: { seq: "asc" },
      take: PAGE,
    });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.seq;
  }
}

export function readLastCheckpoint(accountId: string): Promise<Checkpoint | null> {
  return db().auditCheckpoint.findFirst({ where: { accountId }, orderBy: { seq: "desc" } });
}

/** Lists the accounts whose head is not at their last checkpoint, in the order of their ids. */
export async function* readMovedHeads(): AsyncGenerator<string> {
  for (let after = NO_ID; ; ) {
    const rows = await db().$queryRaw<{ accountId: string }[]>`
      SELECT "accountId" FROM "AuditHead" "h" WHERE "accountId" > ${after}::uuid AND "seq" IS DISTINCT FROM
             (SELECT max("seq") FROM "AuditCheckpoint" "c" WHERE "c"."accountId" = "h"."accountId")
       ORDER BY "accountId" LIMIT ${PAGE}`;
    for (const { accountId } of rows) yield accountId;
    const last = rows.at(-1);
    if (!last) return;
    after = last.accountId;
  }
}

export type ChainOwner = { accountId: string; handle: string };

/** Lists every account, and every other owner of events, a head or a checkpoint, in the order of their ids. */
export async function* readChainOwners(): AsyncGenerator<ChainOwner> {
  for (let after = NO_ID; ; ) {
    const [next] = await db().$queryRaw<ChainOwner[]>`
      SELECT "accountId", coalesce("handle", '') AS "handle" FROM (
        (SELECT "id" AS "accountId" FROM "Account" WHERE "id" > ${after}::uuid ORDER BY "id" LIMIT 1)
        UNION (SELECT "accountId" FROM "AuditHead" WHERE "accountId" > ${after}::uuid ORDER BY "accountId" LIMIT 1)
        UNION (SELECT "accountId" FROM "AuditEvent" WHERE "accountId" > ${after}::uuid ORDER BY "accountId" LIMIT 1)
        UNION (SELECT "accountId" FROM "AuditCheckpoint" WHERE "accountId" > ${after}::uuid ORDER BY "accountId" LIMIT 1)
      ) "owners" LEFT JOIN "Account" ON "Account"."id" = "accountId" ORDER BY "accountId" LIMIT 1`;
    if (!next) return;
    yield next;
    after = next.accountId;
  }
}
