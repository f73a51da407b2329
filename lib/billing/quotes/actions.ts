"use server";

import { applyQuote } from "@/lib/billing/quotes/apply-quote";
import { chooseKept } from "@/lib/billing/quotes/choose-kept";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import { applyQuoteSchema, chooseKeptSchema, prepareQuoteSchema } from "@/lib/billing/quotes/schema";
import { accountAction } from "@/lib/entry/client";
import { revalidateAccount } from "@/lib/entry/revalidate-account";

const NEEDS = { permission: "billing:write", entitlement: null } as const;

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

export const chooseKeptAction = accountAction(
  { name: "billing.choose-kept", ...NEEDS, audit: "billing.kept_chosen" },
  chooseKeptSchema,
  async (ctx, input) => {
    await chooseKept(ctx, input);
    revalidateAccount(ctx);
  },
);
