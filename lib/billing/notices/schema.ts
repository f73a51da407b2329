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
/** An invoice that waits for money; `payUrl` is the provider's page of it, empty where there is none. */
const owed = { number: z.string(), payUrl: z.string(), ...money };

/** B4: what follows while nothing is paid. Null in a notice whose invoice no access hangs on. */
const consequence = z.object({
  state: z.enum(["grace", "growth_frozen", "suspended_read_only"]),
  frozenAt: instant,
  readOnlyAt: instant,
  overAt: instant,
});

/** Everything billing tells people, as data: the mail and the page say it in the words of `notice-words.ts`. */
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
    /** Null for a person, whose account goes on as Free. */
    retainedUntil: instant.nullable(),
  }),
  z.object({ kind: z.literal("retention_ending"), since: instant, retainedUntil: instant }),
  z.object({
    kind: z.literal("trial_ending"),
    endsAt: instant,
    /** What is charged at its end, because that was bought; null: nothing is. */
    charge: z.object({ ...money, ...bought }).nullable(),
    plan: z.enum(PLAN_KEYS),
    planVersion: z.number().int(),
  }),
  z.object({
    kind: z.literal("card_expiring"),
    brand: z.string(),
    last4: z.string(),
    /** The instant from which it is no longer good. */
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
