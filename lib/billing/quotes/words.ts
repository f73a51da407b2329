import { formatQuantity } from "@/lib/count";
import type { Interval } from "@/lib/entitlements/types";
import { formatDay } from "@/lib/time";

export const INTERVAL_WORDS = { month: "monthly", year: "yearly" } as const satisfies Record<Interval, string>;

export const inSeats = (count: number): string => formatQuantity(count, "seat");

export const dayOf = (at: Date | null): string => (at ? formatDay(at.toISOString()) : "the end of the period");
