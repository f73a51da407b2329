"use server";

import { revalidatePath } from "next/cache";
import { accountAction } from "@/lib/entry/client";
import { changeVisibility } from "@/lib/packages/upkeep/change-visibility";
import { deprecateVersions } from "@/lib/packages/upkeep/deprecate-versions";
import { removeDistTag } from "@/lib/packages/upkeep/remove-dist-tag";
import {
  changeVisibilitySchema,
  deprecateVersionSchema,
  removeDistTagSchema,
  setDistTagSchema,
  unpublishVersionSchema,
} from "@/lib/packages/upkeep/schema";
import { setDistTag } from "@/lib/packages/upkeep/set-dist-tag";
import { unpublishVersions } from "@/lib/packages/upkeep/unpublish-versions";

export const deprecateVersionAction = accountAction(
  { name: "package.deprecate", permission: "package:deprecate", entitlement: null, audit: "version.deprecated" },
  deprecateVersionSchema,
  async (ctx, { name, version, message }) => {
    await deprecateVersions(ctx, { name, messages: new Map([[version, message]]) });
    revalidatePath("/", "layout");
  },
);

export const setDistTagAction = accountAction(
  { name: "package.set-tag", permission: "package:tag", entitlement: null, audit: "tag.set" },
  setDistTagSchema,
  async (ctx, input) => {
    await setDistTag(ctx, input);
    revalidatePath("/", "layout");
  },
);

export const removeDistTagAction = accountAction(
  { name: "package.remove-tag", permission: "package:tag", entitlement: null, audit: "tag.removed" },
  removeDistTagSchema,
  async (ctx, input) => {
    await removeDistTag(ctx, input);
    revalidatePath("/", "layout");
  },
);

export const unpublishVersionAction = accountAction(
  { name: "package.unpublish", permission: "package:unpublish", entitlement: null, audit: "version.unpublished" },
  unpublishVersionSchema,
  async (ctx, { name, version, revision }) => {
    await unpublishVersions(ctx, { name, versions: [version], expectedRevision: revision });
    revalidatePath("/", "layout");
  },
);

export const changeVisibilityAction = accountAction(
  {
    name: "package.change-visibility",
    permission: "package:visibility",
    entitlement: "packages.private",
    audit: "package.visibility_changed",
  },
  changeVisibilitySchema,
  async (ctx, input) => {
    await changeVisibility(ctx, input);
    revalidatePath("/", "layout");
  },
);
