import { z } from "zod";
import { PLAN_KEYS } from "@/lib/entitlements/types";

export const assignPlanSchema = z.object({
  plan: z.enum(PLAN_KEYS),
  kind: z.enum(["trial", "contract"]),
  /** Null takes the plan's number. */
  seats: z.number().int().min(1).max(100_000).nullable(),
  endsAt: z.date().nullable(),
  reason: z.string().trim().min(3).max(500),
});

export type AssignPlanInput = z.input<typeof assignPlanSchema>;
