import { z } from "zod";
import { PLAN_KEYS } from "@/lib/entitlements/types";

/** What Stripe's page and our own counters bear; more is a contract. */
export const MAX_SEATS = 9_999;

/** The form's number is a number: no text, fraction or sign passes, and the least a plan sells is the verb's to say. */
const seats = z.number().int().min(1).max(MAX_SEATS);
const intervalSchema = z.enum(["month", "year"]);

export const prepareQuoteSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("checkout"),
    plan: z.enum(PLAN_KEYS),
    interval: intervalSchema,
    /** Null for a plan that sells no seats. */
    seats: seats.nullable(),
    /** SPEC D2: what remains of a trial is given up, or kept and paid from its end. */
    start: z.enum(["now", "trial_end"]),
  }),
  z.strictObject({ kind: z.literal("change_seats"), seats }),
  z.strictObject({ kind: z.literal("change_interval"), interval: intervalSchema }),
  z.strictObject({ kind: z.literal("cancel") }),
  z.strictObject({ kind: z.literal("resume") }),
  z.strictObject({ kind: z.literal("end_trial") }),
  z.strictObject({ kind: z.literal("undo_schedule") }),
]);
export type PrepareQuoteInput = z.output<typeof prepareQuoteSchema>;

export const applyQuoteSchema = z.strictObject({ quoteId: z.uuid() });
export type ApplyQuoteInput = z.output<typeof applyQuoteSchema>;

export const openPortalSchema = z.strictObject({ flow: z.enum(["payment_method_update"]).nullable() });
export type OpenPortalInput = z.output<typeof openPortalSchema>;

const line = (most: number) => z.string().trim().max(most);

const addressSchema = z.strictObject({
  line1: line(200).min(1, "Enter the first line of the address."),
  line2: line(200),
  city: line(100),
  state: line(100),
  postalCode: line(20),
  country: line(2)
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, "Enter the country as two letters, for example DE."),
});

const taxIdSchema = z.strictObject({
  type: z.string().regex(/^[a-z]{2}_[a-z0-9_]{2,20}$/, "Choose the kind of tax id."),
  value: line(30).min(3, "Enter the tax id."),
});

export const changeBillingDetailsSchema = z.strictObject({
  name: line(120).min(1, "Enter the name that invoices carry."),
  email: z.email("Enter an e-mail address.").max(254).toLowerCase(),
  address: addressSchema.nullable(),
  taxIds: z.array(taxIdSchema).max(5),
  purchaseOrder: line(60),
  contacts: z.array(z.email().max(254).toLowerCase()).max(10),
});
export type ChangeBillingDetailsInput = z.output<typeof changeBillingDetailsSchema>;

const ids = z.array(z.uuid()).max(2_000);

export const chooseKeptSchema = z.strictObject({ packageIds: ids, keyIds: ids });
export type ChooseKeptInput = z.output<typeof chooseKeptSchema>;

export const assignContractSchema = z.strictObject({
  plan: z.enum(PLAN_KEYS),
  seats: seats.nullable(),
  startsAt: z.date(),
  endsAt: z.date().nullable(),
  reason: z.string().trim().min(3).max(500),
  /** Bills the contract through Stripe by invoice: what one whole period costs in cents, without tax. */
  invoice: z
    .strictObject({
      amountCents: z.number().int().min(0).max(100_000_000),
      interval: intervalSchema,
      daysUntilDue: z.number().int().min(1).max(90),
    })
    .nullable(),
});
export type AssignContractInput = z.output<typeof assignContractSchema>;

export const refundInvoiceSchema = z
  .strictObject({
    invoiceId: z.string().min(1).max(255),
    /** Minor units; null is all that is left. */
    amount: z.number().int().min(1).nullable(),
    reason: z.string().trim().min(3, "has 3 to 500 characters").max(500, "has 3 to 500 characters"),
    kind: z.enum(["error", "goodwill"]),
  })
  .refine(({ kind, amount }) => kind !== "error" || amount === null, {
    path: ["amount"],
    message: "is left out for an error, which is always given back in full",
  });
export type RefundInvoiceInput = z.output<typeof refundInvoiceSchema>;

export const endContractSchema = z.strictObject({ termId: z.uuid(), reason: z.string().trim().min(3).max(500) });
export type EndContractInput = z.output<typeof endContractSchema>;
