import "server-only";
import type { Offer } from "@/lib/billing/quotes/change";
import { inSeats } from "@/lib/billing/quotes/words";
import type { BillingStanding } from "@/lib/billing/subscriptions/standing";
import type { Tx } from "@/lib/db";
import { conflict } from "@/lib/errors";
import { seatHolders } from "@/lib/people/seats/seat-holders";

const MOST_NAMES = 10;

/** T5: fewer seats than are taken are refused, with the names of those who would have none. Errors: CONFLICT. */
export async function assertSeatsFit(tx: Tx, standing: BillingStanding, { following }: Offer): Promise<void> {
  if (!following || following.seats === "none" || standing.seatsTaken <= following.seats) return;
  const beyond = (await seatHolders(tx, standing.account.id)).slice(following.seats);
  const named = beyond.slice(0, MOST_NAMES).map(({ name, invited }) => (invited ? `${name} (invited)` : name));
  const more = beyond.length > named.length ? ` and ${beyond.length - named.length} more` : "";
  throw conflict(
    `${inSeats(standing.seatsTaken)} are used or reserved. With ${following.seats}, there would be none for ` +
      `${named.join(", ")}${more}. Remove members or revoke invitations first, or keep more seats.`,
  );
}
