import "server-only";
import { now, realNow } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Topic, TopicPayload } from "@/lib/outbox/topics";

/**
 * Writes a message in the transaction of the change that causes it: it is sent if and only if the change commits.
 * A trigger wakes the worker at the commit. The payload is erased once the message was sent.
 */
export async function enqueue<T extends Topic>(tx: Tx, topic: T, payload: TopicPayload<T>): Promise<void> {
  await tx.outboxMessage.create({
    data: { id: newId(), topic, payload, createdAt: now(), nextAttemptAt: realNow() },
  });
}
