import { z } from "zod";

/** An id, or the object where it came expanded. */
export const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

/** The little of a payload that says whom it is about; shapes of older and newer versions pass. */
const subject = z.object({
  object: z.object({ id: z.string().optional(), object: z.string().optional(), customer: reference.nullish() }),
  previous_attributes: z.object({ customer: reference.nullish() }).nullish(),
});

/**
 * The customer an event is about. Empty where Stripe does not say: for disputes, payments of invoices, and whatever is
 * nobody's. A payment method that was taken off says only whose it was before.
 */
export function customerOf(data: unknown): string {
  const read = subject.safeParse(data);
  if (!read.success) return "";
  const { object, previous_attributes: before } = read.data;
  if (object.object === "customer") return object.id ?? "";
  return object.customer ?? before?.customer ?? "";
}
