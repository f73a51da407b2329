import "server-only";
import { systemContext } from "@/lib/access/context";
import type { AccountRef, RequestInfo } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { applyEntitlements } from "@/lib/entitlements/apply-entitlements";
import { newId, newSecret } from "@/lib/ids";
import { claimHandle } from "@/lib/people/accounts/claim-handle";
import { handleCandidates, suggestHandle } from "@/lib/people/accounts/rules";

type Person = { id: string; email: string; name: string };

/**
 * Creates a new user's personal account, in the transaction that creates the user. Makes a unique handle from `wish` or
 * the e-mail address; never fails, however many people want the same one.
 */
export async function createPersonalAccount(
  tx: Tx,
  person: Person,
  request: RequestInfo,
  wish = suggestHandle(person.email),
): Promise<AccountRef> {
  const id = newId();
  const createdAt = now();
  await tx.account.create({
    // The account's id stands in for the handle until one is claimed: a handle row needs an existing account.
    data: {
      id,
      handle: id,
      name: person.name,
      kind: "personal",
      defaultVisibility: "public",
      personalUserId: person.id,
      createdAt,
    },
  });
  const handle = await claimFirst(tx, id, wish);
  await tx.account.update({ where: { id }, data: { handle } });
  await tx.membership.create({ data: { accountId: id, userId: person.id, role: "owner", joinedAt: createdAt } });
  await applyEntitlements(tx, id);
  const account: AccountRef = { id, handle, name: person.name, kind: "personal" };

  await record(tx, systemContext(account, "sign-up", request), {
    action: "account.created",
    targets: [
      { type: "account", id, name: handle },
      { type: "user", id: person.id, name: person.name },
    ],
  });
  return account;
}

async function claimFirst(tx: Tx, accountId: string, wish: string): Promise<string> {
  const randomTail = () => Buffer.from(newSecret(), "base64url").toString("hex").slice(0, 6);
  for (const candidate of handleCandidates(wish, randomTail)) {
    if (await claimHandle(tx, accountId, candidate)) return candidate;
  }
  throw new Error("Handle candidates have no end");
}
