import { initials } from "@/components/ui/initials";
import type { SeatPage } from "@/lib/people/seats/types";

export type SeatSquare = {
  id: string;
  state: "used" | "reserved" | "over" | "free";
  /** The holder: a name, or the address of an invitation; empty for a free seat. */
  name: string;
  mark: string;
};

/** The squares of one page: taken seats, then free ones; seats beyond the purchase are over. */
export function seatSquares({ usage, holders, page, pageSize }: SeatPage): SeatSquare[] {
  const before = (page - 1) * pageSize;
  const bought = usage.purchased === "unlimited" ? before + holders.length : usage.purchased;
  const taken = holders.map(({ id, name, state }, index): SeatSquare => {
    const mark = state === "reserved" ? "?" : initials(name);
    return { id, name, mark, state: before + index < bought ? state : "over" };
  });

  const free = Math.max(0, Math.min(bought - before, pageSize) - taken.length);
  const empty = Array.from({ length: free }, (_, index): SeatSquare => {
    return { id: `free-${index}`, name: "", mark: "", state: "free" };
  });
  return [...taken, ...empty];
}

/** Taken seats beyond the purchase. */
export function seatsOver({ purchased, used, reserved }: SeatPage["usage"]): number {
  return purchased === "unlimited" ? 0 : Math.max(0, used + reserved - purchased);
}
