import { z } from "zod";
import type { BillingCustomer as Row } from "@/generated/prisma/client";

const text = z.string();

/** The JSON columns, as `syncCustomer` writes them; one of another form is an error, never a guess. */
const columns = z.object({
  address: z.object({ line1: text, line2: text, city: text, state: text, postalCode: text, country: text }).nullable(),
  taxIds: z.array(z.object({ type: text, value: text })),
  card: z.object({ brand: text, last4: text, expMonth: z.number(), expYear: z.number() }).nullable(),
});

/** What we hold of a customer as Stripe says it. `balance` is in minor units; negative is what Stripe owes. */
export type Customer = Pick<Row, "unlinkedAt" | "name" | "email" | "purchaseOrder" | "parked"> &
  z.output<typeof columns> & { balance: number };

/** Errors: a JSON column of another form than `syncCustomer` writes. */
export function toCustomer(row: Row): Customer {
  const { unlinkedAt, name, email, purchaseOrder, balance, parked } = row;
  return { unlinkedAt, name, email, purchaseOrder, parked, balance: Number(balance), ...columns.parse(row) };
}
