"use server";

import { revalidatePath } from "next/cache";
import { accountAction, personAction } from "@/lib/entry/client";
import { accountPaths } from "@/lib/paths";
import { acceptInvitation } from "@/lib/people/invites/accept-invitation";
import { inviteMember } from "@/lib/people/invites/invite-member";
import { resendInvitation } from "@/lib/people/invites/resend-invitation";
import { revokeInvitation } from "@/lib/people/invites/revoke-invitation";
import { acceptInvitationSchema, invitationIdSchema, inviteMemberSchema } from "@/lib/people/invites/schema";

export const inviteMemberAction = accountAction(
  { name: "invitation.create", permission: "member:invite", entitlement: "seats", audit: "member.invited" },
  inviteMemberSchema,
  async (ctx, input) => {
    const sent = await inviteMember(ctx, input);
    revalidatePath(accountPaths(ctx.account).team);
    return sent;
  },
);

export const resendInvitationAction = accountAction(
  { name: "invitation.resend", permission: "member:invite", entitlement: "seats", audit: "invitation.resent" },
  invitationIdSchema,
  async (ctx, input) => {
    const sent = await resendInvitation(ctx, input);
    revalidatePath(accountPaths(ctx.account).team);
    return sent;
  },
);

export const revokeInvitationAction = accountAction(
  { name: "invitation.revoke", permission: "member:invite", entitlement: null, audit: "invitation.revoked" },
  invitationIdSchema,
  async (ctx, input) => {
    await revokeInvitation(ctx, input);
    revalidatePath(accountPaths(ctx.account).team);
  },
);

export const acceptInvitationAction = personAction(
  { name: "invitation.accept", permission: null, entitlement: "seats", audit: null },
  acceptInvitationSchema,
  async (viewer, input) => {
    const { handle } = await acceptInvitation(viewer, input);
    revalidatePath("/", "layout");
    return { handle };
  },
);
