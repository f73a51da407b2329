import { z } from "zod";

export const refundInvoiceSchema = z
  .strictObject({
    invoiceId: z.string().min(1).max(255),
    /** Minor units; null means everything that is left. */
    amount: z.number().int().min(1).nullable(),
    reason: z.string().trim().min(3, "has 3 to 500 characters").max(500, "has 3 to 500 characters"),
    kind: z.enum(["error", "goodwill"]),
  })
  .refine(({ kind, amount }) => kind !== "error" || amount === null, {
    path: ["amount"],
    message: "is left out for an error, which is always given back in full",
  });
export type RefundInvoiceInput = z.output<typeof refundInvoiceSchema>;
