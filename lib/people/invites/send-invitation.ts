import "server-only";
import type { Role } from "@/generated/prisma/enums";
import { ROLE_WORDS } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import type { Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { enqueue } from "@/lib/outbox/enqueue";
import { INVITATION_MAIL } from "@/lib/people/invites/invitation-mail";

type Letter = { email: string; role: Role; token: string; expiresAt: Date };

/** Writes the mail with the link into the outbox. Only the mail holds the token; the row keeps its digest. */
export async function sendInvitation(tx: Tx, ctx: AccountContext, letter: Letter): Promise<void> {
  await enqueue(tx, INVITATION_MAIL, {
    email: letter.email,
    accountName: ctx.account.name,
    inviterName: ctx.actor.name,
    role: ROLE_WORDS[letter.role].label,
    link: `${env().DASHBOARD_URL}/invite/${letter.token}`,
    expiresAt: letter.expiresAt.toISOString(),
  });
}
