"use server";

import { revalidatePath } from "next/cache";
import { changeHandle } from "@/lib/accounts/change-handle";
import { changeProfile } from "@/lib/accounts/change-profile";
import { changeHandleSchema, profileSchema } from "@/lib/accounts/schema";
import { accountAction } from "@/lib/actions/client";

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
