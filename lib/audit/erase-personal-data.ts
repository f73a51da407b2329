import "server-only";
import { type Subject, subjectKey } from "@/lib/audit/subjects";
import type { Tx } from "@/lib/db";

// Records nothing: an event about an erasure would name whom it forgets.

/**
 * Erases the personal data of one subject from every event of format 2 (D16). The events stay and their chains verify;
 * pages show `erased`. A person has three subjects: user, address and personal account. Returns the number of events.
 * @waits A3
 */
export async function erasePersonalData(tx: Tx, subject: Subject): Promise<number> {
  const { count } = await tx.auditPersonal.deleteMany({ where: { subject: subjectKey(subject) } });
  return count;
}
