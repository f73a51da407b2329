import { z } from "zod";
import { INTERVALS, PLAN_KEYS } from "@/lib/entitlements/types";

const instant = z.iso.datetime();
const money = { amount: z.number().int(), currency: z.string() };
const bought = {
  plan: z.enum(PLAN_KEYS),
  planVersion: z.number().int(),
  seats: z.number().int().nullable(),
  interval: z.enum(INTERVALS).nullable(),
};
/** An unpaid invoice; `payUrl` is its page at the provider, empty for none. */
const owed = { number: z.string(), payUrl: z.string(), ...money };

/** B4: the states that follow while it is unpaid. Null when no access depends on the invoice. */
const consequence = z.object({
  state: z.enum(["grace", "growth_frozen", "suspended_read_only"]),
  frozenAt: instant,
  readOnlyAt: instant,
  overAt: instant,
});

/** Every billing notice as data; mail and page take the text from `notice-words.ts`. */
export const noticeSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("payment_failed"),
    day: z.number().int(),
    how: z.enum(["charge", "confirmation", "due_date"]),
    failedAt: instant,
    nextAttemptAt: instant.nullable(),
    consequence: consequence.nullable(),
    ...owed,
  }),
  z.object({ kind: z.literal("growth_frozen"), consequence, owed: z.object(owed).nullable() }),
  z.object({ kind: z.literal("read_only"), consequence, owed: z.object(owed).nullable() }),
  z.object({ kind: z.literal("action_required"), ...owed }),
  z.object({ kind: z.literal("invoice_issued"), invoiceId: z.string(), dueAt: instant.nullable(), ...owed }),
  z.object({
    kind: z.literal("ended"),
    what: z.enum(["trial", "subscription", "contract"]),
    unpaid: z.boolean(),
    plan: z.enum(PLAN_KEYS),
    planVersion: z.number().int(),
    since: instant,
    /** Null for a person, whose account continues as Free. */
    retainedUntil: instant.nullable(),
  }),
  z.object({ kind: z.literal("retention_ending"), since: instant, retainedUntil: instant }),
  z.object({
    kind: z.literal("trial_ending"),
    endsAt: instant,
    /** The charge at its end, if a plan was bought; null for none. */
    charge: z.object({ ...money, ...bought }).nullable(),
    plan: z.enum(PLAN_KEYS),
    planVersion: z.number().int(),
  }),
  z.object({
    kind: z.literal("card_expiring"),
    brand: z.string(),
    last4: z.string(),
    /** The instant from which it is no longer valid. */
    endsAt: instant,
  }),
  z.object({ kind: z.literal("renewal"), at: instant, ...money, ...bought }),
  z.object({
    kind: z.literal("price_rise"),
    before: z.number().int(),
    perSeat: z.boolean(),
    appliesAt: instant,
    ...money,
    ...bought,
  }),
  z.object({ kind: z.literal("purchase"), startsAt: instant, renewsAt: instant.nullable(), ...money, ...bought }),
  z.object({
    kind: z.literal("receipt"),
    invoiceId: z.string(),
    number: z.string(),
    paidAt: instant,
    subtotal: z.number().int(),
    tax: z.number().int(),
    lines: z.array(z.object({ description: z.string(), amount: z.number().int() })),
    hasPdf: z.boolean(),
    ...money,
  }),
  z.object({ kind: z.literal("refund"), number: z.string(), failed: z.boolean(), ...money }),
  z.object({
    kind: z.literal("dispute"),
    closed: z.enum(["won", "lost"]).nullable(),
    reviewDueAt: instant,
    endDueAt: instant,
    ...money,
  }),
  z.object({
    kind: z.literal("cancel_scheduled"),
    endsAt: instant,
    retainedUntil: instant.nullable(),
    plan: z.enum(PLAN_KEYS),
    planVersion: z.number().int(),
  }),
  z.object({ kind: z.literal("over_seats"), purchased: z.number().int(), used: z.number().int() }),
]);
export type Notice = z.output<typeof noticeSchema>;
