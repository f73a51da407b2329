import { z } from "zod";

/** An id, or the expanded object. */
export const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

/** The part of a payload that names its customer; accepts older and newer shapes. */
const subject = z.object({
  object: z.object({ id: z.string().optional(), object: z.string().optional(), customer: reference.nullish() }),
  previous_attributes: z.object({ customer: reference.nullish() }).nullish(),
});

/**
 * The customer of an event. Empty when Stripe does not name one: for disputes, payments of invoices, and events without
 * a customer. A detached payment method only names its former customer.
 */
export function customerOf(data: unknown): string {
  const read = subject.safeParse(data);
  if (!read.success) return "";
  const { object, previous_attributes: before } = read.data;
  if (object.object === "customer") return object.id ?? "";
  return object.customer ?? before?.customer ?? "";
}
