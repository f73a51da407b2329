"use server";

import { revalidatePath } from "next/cache";
import type { AccountContext } from "@/lib/access/types";
import { changeBillingDetails } from "@/lib/billing/page/change-billing-details";
import { openBillingPortal } from "@/lib/billing/page/open-portal";
import { changeBillingDetailsSchema, openPortalSchema } from "@/lib/billing/page/schema";
import { applyQuote } from "@/lib/billing/quotes/apply-quote";
import { chooseKept } from "@/lib/billing/quotes/choose-kept";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import { applyQuoteSchema, chooseKeptSchema, prepareQuoteSchema } from "@/lib/billing/quotes/schema";
import { accountAction } from "@/lib/entry/client";
import { accountPaths } from "@/lib/paths";

const NEEDS = { permission: "billing:write", entitlement: null } as const;

/** Every page of the account says its plan and its state. */
function revalidateAccount({ account }: AccountContext): void {
  revalidatePath(accountPaths(account).root, "layout");
}

export const prepareQuoteAction = accountAction(
  { name: "billing.prepare-quote", ...NEEDS, audit: "billing.quote_prepared" },
  prepareQuoteSchema,
  prepareQuote,
);

export const applyQuoteAction = accountAction(
  { name: "billing.apply-quote", ...NEEDS, audit: "billing.quote_prepared" },
  applyQuoteSchema,
  async (ctx, input) => {
    const applied = await applyQuote(ctx, input);
    revalidateAccount(ctx);
    return applied;
  },
);

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

export const chooseKeptAction = accountAction(
  { name: "billing.choose-kept", ...NEEDS, audit: "billing.kept_chosen" },
  chooseKeptSchema,
  async (ctx, input) => {
    await chooseKept(ctx, input);
    revalidateAccount(ctx);
  },
);
