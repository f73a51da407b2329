import { z } from "zod";

/** The JSON columns of the mirror, as `syncCustomer` writes them; a column of another form is an error, never a guess. */
const address = z.object({
  line1: z.string(),
  line2: z.string(),
  city: z.string(),
  state: z.string(),
  postalCode: z.string(),
  country: z.string(),
});

const card = z.object({ brand: z.string(), last4: z.string(), expMonth: z.number(), expYear: z.number() });

export const storedCustomer = z.object({
  address: address.nullable(),
  taxIds: z.array(z.object({ type: z.string(), value: z.string() })),
  card: card.nullable(),
});

const interval = z.enum(["month", "year"]).nullable();

export const storedSubscription = z.object({
  addOns: z.array(z.object({ key: z.string(), quantity: z.number() })),
  scheduled: z.object({ at: z.string(), seats: z.number().nullable(), interval: interval.default(null) }).nullable(),
  pendingUpdate: z.object({ expiresAt: z.string(), seats: z.number().nullable() }).nullable(),
});

export const storedNotice = z.object({ title: z.string(), message: z.string() });
