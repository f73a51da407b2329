"use server";

import { revalidatePath } from "next/cache";
import { accountAction } from "@/lib/entry/client";
import { accountPaths } from "@/lib/paths";
import { changeMemberRole } from "@/lib/people/members/change-member-role";
import { removeMember } from "@/lib/people/members/remove-member";
import { changeMemberRoleSchema, removeMemberSchema } from "@/lib/people/members/schema";

export const changeMemberRoleAction = accountAction(
  { name: "member.change-role", permission: "member:role", entitlement: "seats", audit: "member.role_changed" },
  changeMemberRoleSchema,
  async (ctx, input) => {
    await changeMemberRole(ctx, input);
    revalidatePath(accountPaths(ctx.account).team);
  },
);

export const removeMemberAction = accountAction(
  { name: "member.remove", permission: "member:remove", entitlement: null, audit: "member.removed" },
  removeMemberSchema,
  async (ctx, input) => {
    await removeMember(ctx, input);
    revalidatePath(accountPaths(ctx.account).team);
  },
);
