"use server";

import { accountAction } from "@/lib/entry/client";
import { publishOutlook } from "@/lib/packages/publish/publish-outlook";
import { publishPlanSchema } from "@/lib/packages/publish/schema";

/** Only a question: a refusal is its answer and is not recorded. */
export const publishOutlookAction = accountAction(
  { name: "package.publish-outlook", permission: "package:publish", entitlement: null, audit: null },
  publishPlanSchema,
  publishOutlook,
);
