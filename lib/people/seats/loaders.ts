import "server-only";
import { requireAccount } from "@/lib/access/loaders";
import { getSeatUsage, heldSeats, seatHolders } from "@/lib/people/seats/queries";
import type { SeatUsage } from "@/lib/people/seats/types";

/** More than a map draws; its sums come from the counter. */
const SEATS_DRAWN = 5_000;

export type TeamSeats = {
  usage: SeatUsage;
  used: { id: string; label: string }[];
  held: { id: string; label: string }[];
};

/** The numbers of the seats and who is on them. */
export async function loadSeats(handle: string): Promise<TeamSeats> {
  const ctx = await requireAccount(handle);
  const [usage, holders, held] = await Promise.all([
    getSeatUsage(ctx),
    seatHolders(ctx, SEATS_DRAWN),
    heldSeats(ctx, SEATS_DRAWN),
  ]);
  return {
    usage,
    used: holders.map(({ userId, name }) => ({ id: userId, label: name })),
    held: held.map(({ id, email }) => ({ id, label: email })),
  };
}
