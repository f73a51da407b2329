"use server";

import { revalidatePath } from "next/cache";
import { accountAction } from "@/lib/entry/client";
import { changeHandle } from "@/lib/people/accounts/change-handle";
import { changeProfile } from "@/lib/people/accounts/change-profile";
import { changeHandleSchema, profileSchema } from "@/lib/people/accounts/schema";

export const changeProfileAction = accountAction(
  { name: "account.rename", permission: "account:update", entitlement: null, audit: "account.renamed" },
  profileSchema,
  async (ctx, input) => {
    await changeProfile(ctx, input);
    revalidatePath("/", "layout");
  },
);

export const changeHandleAction = accountAction(
  { name: "account.change-handle", permission: "account:update", entitlement: null, audit: "account.handle_changed" },
  changeHandleSchema,
  async (ctx, input) => {
    const changed = await changeHandle(ctx, input);
    revalidatePath("/", "layout");
    return changed;
  },
);
