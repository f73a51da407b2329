import { z } from "zod";
import type { Subscription as Row } from "@/generated/prisma/client";
import { addOnsColumn } from "@/lib/entitlements/add-ons";
import { INTERVALS, PLAN_KEYS } from "@/lib/entitlements/types";

const seats = z.number().nullable();

/** The JSON columns, as `syncCustomer` writes them; any other form throws. */
const columns = z.object({
  addOns: addOnsColumn,
  scheduled: z
    .object({ at: z.string(), seats, interval: z.enum(INTERVALS).nullable(), plan: z.enum(PLAN_KEYS).nullable() })
    .nullable(),
  pendingUpdate: z.object({ expiresAt: z.string(), seats }).nullable(),
});

type Columns = z.output<typeof columns>;

/** Our copy of a subscription, without its account. Instants are UTC, inside JSON columns ISO 8601. */
export type Subscription = Omit<Row, "accountId" | keyof Columns> & Columns;

/** Throws when a JSON column has another form than `syncCustomer` writes. */
export function toSubscription({ accountId: _, ...row }: Row): Subscription {
  return { ...row, ...columns.parse(row) };
}
