import "server-only";
import { now, realNow } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Topic } from "@/lib/outbox/topic";

// Records nothing: a step of what is told.

/**
 * Writes a message in the transaction of the change that causes it: it is sent if and only if the change commits. A
 * trigger wakes the worker at the commit. The payload is erased once the message was sent.
 */
export async function enqueue<Payload extends object>(
  tx: Tx,
  { name }: Topic<Payload>,
  payload: Payload,
): Promise<void> {
  await tx.outboxMessage.create({
    data: { id: newId(), topic: name, payload, createdAt: now(), nextAttemptAt: realNow() },
  });
}
