import { z } from "zod";
import { emailSchema } from "@/lib/email";
import { isName } from "@/lib/text";

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
  type: z.string().regex(/^[a-z]{2}_[a-z0-9_]{2,20}$/, "Choose the tax id type."),
  value: line(30).min(3, "Enter the tax id."),
});

export const changeBillingDetailsSchema = z.strictObject({
  name: line(120)
    .min(1, "Enter the name for your invoices.")
    .refine(isName, "A name is one line of plain text that can be seen."),
  email: emailSchema,
  address: addressSchema.nullable(),
  taxIds: z.array(taxIdSchema).max(5),
  purchaseOrder: line(60),
  contacts: z.array(emailSchema).max(10),
});
export type ChangeBillingDetailsInput = z.output<typeof changeBillingDetailsSchema>;
