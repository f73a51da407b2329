"use server";

import { revalidatePath } from "next/cache";
import { accountAction } from "@/lib/entry/client";
import { publishContent } from "@/lib/packages/publish/publish-content";
import { publishOutlook } from "@/lib/packages/publish/publish-outlook";
import { publishContentSchema, publishPlanSchema } from "@/lib/packages/publish/schema";
import { packageHref } from "@/lib/paths";

export const publishContentAction = accountAction(
  {
    name: "package.publish-content",
    permission: "package:publish",
    entitlement: "publishes",
    audit: "version.published",
  },
  publishContentSchema,
  async (ctx, input) => {
    const { name, version, notices } = await publishContent(ctx, input);
    revalidatePath("/", "layout");
    return { name, version, notices, href: packageHref(name) };
  },
);

/** Only a question: a refusal is its answer and is not recorded. */
export const publishOutlookAction = accountAction(
  { name: "package.publish-outlook", permission: "package:publish", entitlement: null, audit: null },
  publishPlanSchema,
  publishOutlook,
);
