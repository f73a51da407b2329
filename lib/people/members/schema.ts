import { z } from "zod";
import { ROLES } from "@/lib/access/roles";

export const roleSchema = z.enum(ROLES);

export const changeMemberRoleSchema = z.object({ userId: z.uuid(), role: roleSchema });
export type ChangeMemberRoleInput = z.output<typeof changeMemberRoleSchema>;

export const removeMemberSchema = z.object({ userId: z.uuid() });
export type RemoveMemberInput = z.output<typeof removeMemberSchema>;
