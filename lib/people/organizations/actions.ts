"use server";

import { revalidatePath } from "next/cache";
import { accountAction, personAction } from "@/lib/entry/client";
import { createOrganization } from "@/lib/people/organizations/create-organization";
import { renameOrganization } from "@/lib/people/organizations/rename-organization";
import { createOrganizationSchema, renameOrganizationSchema } from "@/lib/people/organizations/schema";

export const createOrganizationAction = personAction(
  { name: "organization.create", permission: null, entitlement: null, audit: null },
  createOrganizationSchema,
  async (viewer, input) => {
    const { handle } = await createOrganization(viewer, input);
    revalidatePath("/", "layout");
    return { handle };
  },
);

export const renameOrganizationAction = accountAction(
  { name: "organization.rename", permission: "account:update", entitlement: null, audit: "account.renamed" },
  renameOrganizationSchema,
  async (ctx, input) => {
    await renameOrganization(ctx, input);
    revalidatePath("/", "layout");
  },
);
