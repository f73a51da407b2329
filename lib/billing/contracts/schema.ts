import { z } from "zod";
import { intervalSchema, seatsSchema } from "@/lib/billing/quotes/schema";
import { PLAN_KEYS } from "@/lib/entitlements/types";

/** Why a member of the platform's staff does it; the audit log keeps it. */
const reasonSchema = z.string().trim().min(3, "has 3 to 500 characters").max(500, "has 3 to 500 characters");

export const assignPlanSchema = z.object({
  plan: z.enum(PLAN_KEYS),
  kind: z.enum(["trial", "contract"]),
  /** Null takes the plan's number. */
  seats: z.number().int().min(1).max(100_000).nullable(),
  endsAt: z.date().nullable(),
  reason: reasonSchema,
});
export type AssignPlanInput = z.input<typeof assignPlanSchema>;

export const assignContractSchema = z.strictObject({
  plan: z.enum(PLAN_KEYS),
  seats: seatsSchema.nullable(),
  startsAt: z.date(),
  endsAt: z.date().nullable(),
  reason: reasonSchema,
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

export const endContractSchema = z.strictObject({ reason: reasonSchema });
export type EndContractInput = z.output<typeof endContractSchema> & { termId: string };

export const refundInvoiceSchema = z
  .strictObject({
    invoiceId: z.string().min(1).max(255),
    /** Minor units; null means everything that is left. */
    amount: z.number().int().min(1).nullable(),
    reason: reasonSchema,
    kind: z.enum(["error", "goodwill"]),
  })
  .refine(({ kind, amount }) => kind !== "error" || amount === null, {
    path: ["amount"],
    message: "is left out for an error, which is always given back in full",
  });
export type RefundInvoiceInput = z.output<typeof refundInvoiceSchema>;
