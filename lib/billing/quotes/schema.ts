import { z } from "zod";
import { MAX_SEATS } from "@/lib/billing/quotes/seat-limit";
import { INTERVALS, PLAN_KEYS } from "@/lib/entitlements/types";

/** Accepts numbers only: no text, fraction or sign. The verb checks the plan's minimum. */
export const seatsSchema = z.number().int().min(1).max(MAX_SEATS);
export const intervalSchema = z.enum(INTERVALS);

export const prepareQuoteSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("checkout"),
    plan: z.enum(PLAN_KEYS),
    interval: intervalSchema,
    /** Null for a plan that sells no seats. */
    seats: seatsSchema.nullable(),
    /** D2: the rest of a trial is given up, or kept and paid from its end. */
    start: z.enum(["now", "trial_end"]),
  }),
  z.strictObject({ kind: z.literal("change_seats"), seats: seatsSchema }),
  z.strictObject({ kind: z.literal("change_interval"), interval: intervalSchema }),
  z.strictObject({ kind: z.literal("cancel") }),
  z.strictObject({ kind: z.literal("resume") }),
  z.strictObject({ kind: z.literal("end_trial") }),
  z.strictObject({ kind: z.literal("undo_schedule") }),
]);
export type PrepareQuoteInput = z.output<typeof prepareQuoteSchema>;

/** The input of one kind of change. */
export type InputOf<Kind extends PrepareQuoteInput["kind"]> = Extract<PrepareQuoteInput, { kind: Kind }>;

export const quoteKindSchema = z.union(prepareQuoteSchema.options.map(({ shape }) => shape.kind));

export const applyQuoteSchema = z.strictObject({ quoteId: z.uuid() });
export type ApplyQuoteInput = z.output<typeof applyQuoteSchema>;

const ids = z.array(z.uuid()).max(2_000);

export const chooseKeptSchema = z.strictObject({ packageIds: ids, keyIds: ids });

export type ChooseKeptInput = z.output<typeof chooseKeptSchema>;
