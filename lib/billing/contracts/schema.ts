import { z } from "zod";
import { intervalSchema, seatsSchema } from "@/lib/billing/quotes/schema";
import { PLAN_KEYS } from "@/lib/entitlements/types";

export const assignContractSchema = z.strictObject({
  plan: z.enum(PLAN_KEYS),
  seats: seatsSchema.nullable(),
  startsAt: z.date(),
  endsAt: z.date().nullable(),
  reason: z.string().trim().min(3).max(500),
  /** Bills the contract through Stripe by invoice: the price of one whole period in cents, without tax. */
  invoice: z
    .strictObject({
      amountCents: z.number().int().min(0).max(100_000_000),
      interval: intervalSchema,
      daysUntilDue: z.number().int().min(1).max(90),
    })
    .nullable(),
});
export type AssignContractInput = z.output<typeof assignContractSchema>;

export const endContractSchema = z.strictObject({ termId: z.uuid(), reason: z.string().trim().min(3).max(500) });
export type EndContractInput = z.output<typeof endContractSchema>;
