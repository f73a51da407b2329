import { z } from "zod";
import { emailSchema } from "@/lib/email";
import { roleSchema } from "@/lib/people/members/schema";

export const inviteMemberSchema = z.object({ email: emailSchema, role: roleSchema });
export type InviteMemberInput = z.output<typeof inviteMemberSchema>;

export const invitationIdSchema = z.object({ invitationId: z.uuid() });
export type InvitationIdInput = z.output<typeof invitationIdSchema>;

export const acceptInvitationSchema = z.object({ token: z.string().min(20).max(200) });
export type AcceptInvitationInput = z.output<typeof acceptInvitationSchema>;
