import "server-only";
import type { RequestInfo } from "@/lib/access/types";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { createPersonalAccount } from "@/lib/people/accounts/create-personal-account";
import { suggestName } from "@/lib/people/accounts/rules";
import { nameSchema } from "@/lib/people/accounts/schema";

// Records nothing: its account is recorded by createPersonalAccount.

export type VerifiedPerson = { email: string; name?: string | undefined };

/**
 * Finds the user of a verified address, or creates them with a personal account. Of two parallel first sign-ins, the
 * second waits at the address and finds the first one's user.
 */
export async function findOrCreateUser(
  tx: Tx,
  person: VerifiedPerson,
  request: RequestInfo,
): Promise<{ userId: string; isNew: boolean }> {
  const id = newId();
  const wished = nameSchema.safeParse(person.name?.slice(0, 80));
  const name = wished.success ? wished.data : suggestName(person.email);
  const createdAt = now();
  const { count } = await tx.user.createMany({
    data: [{ id, email: person.email, emailVerifiedAt: createdAt, name, createdAt }],
    skipDuplicates: true,
  });
  if (count === 0) {
    const known = await tx.user.findUniqueOrThrow({ where: { email: person.email }, select: { id: true } });
    return { userId: known.id, isNew: false };
  }
  await createPersonalAccount(tx, { id, email: person.email, name }, request);
  return { userId: id, isNew: true };
}
