import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import { intervalSchema, quoteKindSchema } from "@/lib/billing/quotes/schema";
import type { AppliedQuote, QuotedPrice } from "@/lib/billing/quotes/types";

/** The JSON columns of a quote, as `prepareQuote` and `applyQuote` write them. */
const line = z.object({ description: z.string(), quantity: z.number(), amount: z.number(), proration: z.boolean() });

export const storedPrice: z.ZodType<QuotedPrice> = z.object({
  currency: z.string(),
  dueNow: z.number(),
  tax: z.number(),
  lines: z.array(line),
  recurring: z.object({ amount: z.number(), interval: intervalSchema, from: z.string().nullable() }).nullable(),
});

export const storedResult: z.ZodType<AppliedQuote> = z.object({
  kind: quoteKindSchema,
  outcome: z.enum(["checkout", "changed", "scheduled", "payment_pending"]),
  url: z.string().nullable(),
  charged: z.number(),
  currency: z.string(),
});

/** For values that come from JSON or become JSON. */
export function asJson(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value));
}
