import "server-only";
import { systemContext } from "@/lib/access/context";
import { lockAccount } from "@/lib/access/lock-account";
import { ACCOUNT_REF } from "@/lib/access/queries";
import type { AccountContext, AccountRef } from "@/lib/access/types";
import { db, type Tx, transaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { log } from "@/lib/logger";
import { endInvitation } from "@/lib/people/invites/end-invitation";

const ACCOUNTS_A_RUN = 500;

/** Ends the overdue invitations of one account; returns how many. Call it with the organization locked. */
export async function expireInvitationsOf(tx: Tx, ctx: AccountContext, at: Date): Promise<number> {
  const overdue = await tx.invitation.findMany({
    where: { accountId: ctx.account.id, state: "pending", expiresAt: { lte: at } },
    select: { id: true, email: true, reservationId: true },
    orderBy: { id: "asc" },
  });
  const system = expiryContext(ctx.account, ctx.request.requestId);
  for (const invitation of overdue) {
    await endInvitation(tx, system, invitation, { state: "expired", action: "invitation.expired" });
  }
  return overdue.length;
}

function expiryContext(account: AccountRef, requestId: string): AccountContext {
  return systemContext(account, "invitation expiry", { requestId, address: "", userAgent: "", source: "worker" });
}

/**
 * The worker's job: ends every invitation that is overdue at `at` and frees its seat, account by account. Returns how
 * many.
 */
export async function expireInvitations(at: Date): Promise<number> {
  const accounts = await db().account.findMany({
    where: { invitations: { some: { state: "pending", expiresAt: { lte: at } } } },
    select: ACCOUNT_REF,
    take: ACCOUNTS_A_RUN,
  });
  let ended = 0;
  for (const account of accounts) {
    const expiry = transaction(async (tx) => {
      await lockAccount(tx, account.id);
      return expireInvitationsOf(tx, expiryContext(account, newId()), at);
    });
    // A failure in one account must not keep the seats of all later ones.
    ended += await expiry.catch((error: unknown) => {
      log().error({ err: error, accountId: account.id }, "invitations could not be expired");
      return 0;
    });
  }
  return ended;
}
