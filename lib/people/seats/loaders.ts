import "server-only";
import { requireAccount } from "@/lib/access/loaders";
import { getSeatPage } from "@/lib/people/seats/queries";
import type { SeatPage } from "@/lib/people/seats/types";

/** The Team page draws the first seats and counts the rest; the Billing page has all, in pages. */
const SEATS_DRAWN = 160;

/** Loads the numbers of the seats and the holders of the first ones. */
export async function loadSeats(handle: string): Promise<SeatPage> {
  return getSeatPage(await requireAccount(handle), { door: "member:read", page: 1, pageSize: SEATS_DRAWN });
}
