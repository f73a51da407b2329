import "server-only";
import { z } from "zod";
import { realNow } from "@/lib/clock";
import { db, pool } from "@/lib/db";
import { log } from "@/lib/logger";
import { LEASE_MS, MAX_ATTEMPTS, waitAfter } from "@/lib/outbox/rules";

// Records nothing: what it delivers was recorded.

export type OutboxRow = { id: string; topic: string; payload: unknown; attempts: number };
export type Send = (message: OutboxRow) => Promise<void>;
export type Delivery = { sent: number; failed: number };

const BATCH = 10;

/**
 * Sends due messages, each at least once: leased before, marked after, so another worker retries if this one dies.
 * After the last try a failed message stays, with its error. A batch is sent in parallel, because all its leases run
 * from the start.
 */
export async function deliverOutbox(send: Send): Promise<Delivery> {
  const results = await Promise.all((await leaseDue()).map((message) => deliver(send, message)));
  const sent = results.filter(Boolean).length;
  return { sent, failed: results.length - sent };
}

async function deliver(send: Send, message: OutboxRow): Promise<boolean> {
  try {
    await send(message);
  } catch (error) {
    await markFailed(message, error);
    return false;
  }
  await markSent(message);
  return true;
}

async function leaseDue(): Promise<OutboxRow[]> {
  const at = realNow();
  const { rows } = await pool().query<OutboxRow>(
    `UPDATE "OutboxMessage" SET "attempts" = "attempts" + 1, "nextAttemptAt" = $2
     WHERE "id" IN (
       SELECT "id" FROM "OutboxMessage" WHERE "sentAt" IS NULL AND "nextAttemptAt" <= $1 AND "attempts" < $3
       ORDER BY "nextAttemptAt" LIMIT $4 FOR UPDATE SKIP LOCKED)
     RETURNING "id", "topic", "payload", "attempts"`,
    [at, new Date(at.getTime() + LEASE_MS), MAX_ATTEMPTS, BATCH],
  );
  return rows;
}

/** Erases the payload, which holds a secret link, in the write that marks the message as sent. */
async function markSent({ id }: OutboxRow): Promise<void> {
  await db().outboxMessage.updateMany({ where: { id }, data: { sentAt: realNow(), payload: {}, lastError: "" } });
}

const recipientSchema = z.object({ email: z.string() });

async function markFailed({ id, topic, payload, attempts }: OutboxRow, error: unknown): Promise<void> {
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
  const dead = attempts >= MAX_ATTEMPTS;
  const recipient = recipientSchema.safeParse(payload);
  await db().outboxMessage.updateMany({
    where: { id },
    data: {
      lastError,
      nextAttemptAt: new Date(realNow().getTime() + waitAfter(attempts)),
      ...(dead ? { payload: recipient.success ? recipient.data : {} } : {}),
    },
  });
  log().warn({ messageId: id, topic, attempts, dead, reason: lastError }, "message not sent");
}
