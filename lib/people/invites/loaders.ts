import "server-only";
import { currentPerson, requireAccount } from "@/lib/access/loaders";
import { orFromStart } from "@/lib/keyset";
import { inviteGate } from "@/lib/people/invites/invite-gate";
import { type InvitationPage, invitationByToken, listInvitations } from "@/lib/people/invites/queries";
import type { InvitationView, InviteGate } from "@/lib/people/invites/types";
import type { TableState } from "@/lib/table";

const PAGE_SIZE = 25;

/** The pending invitations of an organization, newest first. */
export async function loadInvitations(
  handle: string,
  cursors: Pick<TableState, "after" | "before">,
): Promise<InvitationPage> {
  const ctx = await requireAccount(handle);
  return orFromStart({ ...cursors, limit: PAGE_SIZE }, (range) => listInvitations(ctx, range));
}

export async function loadInviteGate(handle: string): Promise<InviteGate> {
  return inviteGate(await requireAccount(handle));
}

/** Loads the invitation of a link for its reader; null for an unknown link. */
export async function loadInvitation(token: string): Promise<InvitationView | null> {
  const person = await currentPerson();
  return invitationByToken(token, person?.userId ?? null);
}
