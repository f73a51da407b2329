"use server";

import { revalidatePath } from "next/cache";
import { accountAction } from "@/lib/actions/client";
import type { AccountContext } from "@/lib/auth/types";
import { changeBillingDetails } from "@/lib/billing/change-billing-details";
import { chooseKept } from "@/lib/billing/choose-kept";
import { openBillingPortal } from "@/lib/billing/open-portal";
import { changeBillingDetailsSchema, chooseKeptSchema, openPortalSchema } from "@/lib/billing/schema";
import { applyQuote } from "@/lib/quotes/apply-quote";
import { prepareQuote } from "@/lib/quotes/prepare-quote";
import { applyQuoteSchema, prepareQuoteSchema } from "@/lib/quotes/schema";

const NEEDS = { permission: "billing:write", entitlement: null } as const;

/** Every page of the account says its plan and its state. */
function revalidateAccount({ account }: AccountContext): void {
  if (account.kind === "organization") revalidatePath(`/orgs/${account.handle}`, "layout");
  else revalidatePath("/", "layout");
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
