import { z } from "zod";
import type { BillingCustomer as Row } from "@/generated/prisma/client";

const text = z.string();

/** The JSON columns, as `syncCustomer` writes them; any other form throws. */
const columns = z.object({
  address: z.object({ line1: text, line2: text, city: text, state: text, postalCode: text, country: text }).nullable(),
  taxIds: z.array(z.object({ type: text, value: text })),
  card: z.object({ brand: text, last4: text, expMonth: z.number(), expYear: z.number() }).nullable(),
});

/** Our copy of a customer. `balance` is in minor units; a negative one is owed by Stripe to the customer. */
export type Customer = Pick<Row, "unlinkedAt" | "name" | "email" | "purchaseOrder" | "parked"> &
  z.output<typeof columns> & { balance: number };

/** Throws when a JSON column has another form than `syncCustomer` writes. */
export function toCustomer(row: Row): Customer {
  const { unlinkedAt, name, email, purchaseOrder, balance, parked } = row;
  return { unlinkedAt, name, email, purchaseOrder, parked, balance: Number(balance), ...columns.parse(row) };
}
