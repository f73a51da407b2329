import { z } from "zod";
import { ADD_ONS } from "@/lib/entitlements/plans";

const KEYS = Object.values(ADD_ONS).map(({ key }) => key);

/** The form of a subscription's column `addOns`: the purchases beside its plan. */
export const addOnsColumn = z.array(z.object({ key: z.enum(KEYS), quantity: z.number(), itemId: z.string() }));
export type BoughtAddOn = z.output<typeof addOnsColumn>[number];
