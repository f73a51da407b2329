import "server-only";
import type { Role } from "@/generated/prisma/enums";
import { rolesWith } from "@/lib/access/permissions";
import { limitRate } from "@/lib/access/rate-limit";
import { ROLE_WORDS } from "@/lib/access/roles";
import type { AccountContext } from "@/lib/access/types";
import type { Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/outbox/enqueue";
import { INVITATION_MAIL } from "@/lib/people/invites/invitation-mail";

/**
 * Takes the rates of mails, of the sender and of the organization. Returns the sender, whose name the mail shows.
 * Errors: RATE_LIMITED, FORBIDDEN for a context without a person.
 */
export async function limitSender({ actor, account }: AccountContext): Promise<string> {
  if (!("userId" in actor)) {
    throw new AppError("FORBIDDEN", {
      permission: "member:invite",
      roles: rolesWith("member:invite"),
      message: "An invitation needs a person of the organization who sends it.",
    });
  }
  await limitRate("invite-person", actor.userId);
  await limitRate("invite-account", account.id);
  return actor.userId;
}

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
