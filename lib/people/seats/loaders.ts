import "server-only";
import { requireAccount } from "@/lib/access/loaders";
import { getSeatPage } from "@/lib/people/seats/queries";
import type { SeatPage } from "@/lib/people/seats/types";

/** The Team page draws the first seats and counts the rest; the Billing page has them all. */
const SEATS_DRAWN = 160;

/** The numbers of the seats and who is on the first of them. */
export async function loadSeats(handle: string): Promise<SeatPage> {
  return getSeatPage(await requireAccount(handle), { door: "member:read", page: 1, pageSize: SEATS_DRAWN });
}
