"use server";

import { changeBillingDetails } from "@/lib/billing/page/change-billing-details";
import { openBillingPortal } from "@/lib/billing/page/open-portal";
import { changeBillingDetailsSchema, openPortalSchema } from "@/lib/billing/page/schema";
import { accountAction } from "@/lib/entry/client";
import { revalidateAccount } from "@/lib/entry/revalidate-account";

const NEEDS = { permission: "billing:write", entitlement: null } as const;

export const openPortalAction = accountAction(
  { name: "billing.open-portal", ...NEEDS, audit: "billing.details_changed" },
  openPortalSchema,
  openBillingPortal,
);

export const changeBillingDetailsAction = accountAction(
  { name: "billing.change-details", ...NEEDS, audit: "billing.details_changed" },
  changeBillingDetailsSchema,
  async (ctx, input) => {
    await changeBillingDetails(ctx, input);
    revalidateAccount(ctx);
  },
);
