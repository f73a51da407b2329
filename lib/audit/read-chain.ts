import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import type { ChainEnd, ChainLink } from "@/lib/audit/chain";
import type { Personal } from "@/lib/audit/commitments";
import { readPersonal } from "@/lib/audit/queries";
import { storedEventSchema } from "@/lib/audit/schema";
import { db } from "@/lib/db";

const PAGE = 500;

/** Reads an account's events in order, a page at a time, so the length of a chain costs no memory. */
export async function* readChain(accountId: string): AsyncGenerator<ChainLink> {
  for (let after = -1n; ; ) {
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

export type ChainOwner = { accountId: string; handle: string };

/** Lists every account, and every other owner of events or of a head, in the order of their ids. */
export async function* readChainOwners(): AsyncGenerator<ChainOwner> {
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const [next] = await db().$queryRaw<ChainOwner[]>`
      SELECT "accountId", coalesce("handle", '') AS "handle" FROM (
        (SELECT "id" AS "accountId" FROM "Account" WHERE "id" > ${after}::uuid ORDER BY "id" LIMIT 1)
        UNION (SELECT "accountId" FROM "AuditHead" WHERE "accountId" > ${after}::uuid ORDER BY "accountId" LIMIT 1)
        UNION (SELECT "accountId" FROM "AuditEvent" WHERE "accountId" > ${after}::uuid ORDER BY "accountId" LIMIT 1)
      ) "owners" LEFT JOIN "Account" ON "Account"."id" = "accountId" ORDER BY "accountId" LIMIT 1`;
    if (!next) return;
    yield next;
    after = next.accountId;
  }
}
