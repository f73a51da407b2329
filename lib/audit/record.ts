import "server-only";
import type { AccountContext, Actor } from "@/lib/access/types";
import { chainHash, GENESIS } from "@/lib/audit/chain";
import { commit, type PersonalBySubject } from "@/lib/audit/commitments";
import { type Subject, subjectKey, subjectOf } from "@/lib/audit/subjects";
import type { AuditEntry, AuditOutcome, ChainedEvent } from "@/lib/audit/types";
import { now } from "@/lib/clock";
import { type Tx, transaction } from "@/lib/db";
import type { ErrorCode } from "@/lib/errors";
import { newId } from "@/lib/ids";

/** With commitments to personal data in the place of the data (D16). */
const FORMAT = 2;

/**
 * Appends one event to the account's chain, in the transaction of the change: if it fails, the change fails. Call it
 * last in a transaction, because it locks the account's chain until the commit.
 */
export async function record(tx: Tx, ctx: AccountContext, entry: AuditEntry): Promise<void> {
  await append(tx, ctx, entry, "success", "");
}

/** Records a refused attempt in its own transaction, since the refused one has rolled back. */
export async function recordDenial(ctx: AccountContext, entry: AuditEntry, reasonCode: ErrorCode): Promise<void> {
  await transaction((tx) => append(tx, ctx, entry, "denied", reasonCode));
}

/**
 * Erases the personal data of one subject from every event of format 2 (D16). The events stay and their chains verify;
 * pages show `erased`. A person has three subjects: user, address and personal account. Returns the number of events.
 * @waits A3
 */
export async function erasePersonalData(tx: Tx, subject: Subject): Promise<number> {
  const { count } = await tx.auditPersonal.deleteMany({ where: { subject: subjectKey(subject) } });
  return count;
}

async function append(tx: Tx, ctx: AccountContext, entry: AuditEntry, outcome: AuditOutcome, reasonCode: string) {
  const head = await lockHead(tx, ctx.account.id);
  const { event, personal } = commit(eventOf(ctx, entry, outcome, reasonCode, head.seq + 1n), (whose) =>
    subjectOf(ctx, entry, whose),
  );
  const hash = chainHash(head.hash, event);
  await tx.auditEvent.create({
    data: {
      ...event,
      seq: BigInt(event.seq),
      actorType: ctx.actor.type,
      actorId: actorId(ctx.actor),
      targets: [...event.targets],
      changes: event.changes.map((change) => ({ ...change })),
      prevHash: head.hash,
      hash,
    },
  });
  await appendRest(tx, event, hash, personal);
}

/** Stores the personal data and moves the head, in one statement because every write of the product waits for it. */
async function appendRest(tx: Tx, { id, accountId, seq }: ChainedEvent, hash: string, personal: PersonalBySubject) {
  const data = JSON.stringify(Object.fromEntries(personal));
  await tx.$executeRaw`
    WITH "rows" AS (
      INSERT INTO "AuditPersonal" ("accountId", "eventId", "subject", "data")
      SELECT ${accountId}::uuid, ${id}::uuid, "key", "value" FROM jsonb_each(${data}::jsonb))
    UPDATE "AuditHead" SET "seq" = ${BigInt(seq)}, "hash" = ${hash} WHERE "accountId" = ${accountId}::uuid`;
}

function eventOf(
  ctx: AccountContext,
  entry: AuditEntry,
  outcome: AuditOutcome,
  reasonCode: string,
  seq: bigint,
): ChainedEvent {
  return {
    format: FORMAT,
    id: newId(),
    accountId: ctx.account.id,
    seq: String(seq),
    at: now().toISOString(),
    action: entry.action,
    actor: { ...ctx.actor, role: ctx.role },
    targets: entry.targets,
    outcome,
    reasonCode,
    changes: entry.changes ?? [],
    metadata: entry.metadata ?? {},
    context: { ...ctx.request },
  };
}

async function lockHead(tx: Tx, accountId: string): Promise<{ seq: bigint; hash: string }> {
  const [head] = await tx.$queryRaw<{ seq: bigint; hash: string }[]>`
    INSERT INTO "AuditHead" ("accountId", "seq", "hash") VALUES (${accountId}::uuid, 0, ${GENESIS})
    ON CONFLICT ("accountId") DO UPDATE SET "seq" = "AuditHead"."seq"
    RETURNING "seq", "hash"`;
  if (!head) throw new Error("The audit head could not be locked");
  return head;
}

/** The id that an event is filed under: a key's events belong to the key. */
function actorId(actor: Actor): string {
  switch (actor.type) {
    case "user":
      return actor.userId;
    case "key":
      return actor.keyId;
    case "operator":
    case "system":
    case "stripe":
      return actor.name;
  }
}
