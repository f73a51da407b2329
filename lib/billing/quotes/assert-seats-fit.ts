import "server-only";
import type { Offer } from "@/lib/billing/quotes/change";
import { inSeats } from "@/lib/billing/quotes/words";
import type { BillingStanding } from "@/lib/billing/subscriptions/standing";
import { formatCount } from "@/lib/count";
import type { Tx } from "@/lib/db";
import { conflict } from "@/lib/errors";
import { seatHolders } from "@/lib/people/seats/queries";

const MOST_NAMES = 10;

/** T5: refuses fewer seats than are taken, and names the people who would have none. Errors: CONFLICT. */
export async function assertSeatsFit(tx: Tx, standing: BillingStanding, { following }: Offer): Promise<void> {
  if (!following || following.seats === "none" || standing.seatsTaken <= following.seats) return;

  const range = { order: "kept", offset: following.seats, limit: MOST_NAMES } as const;
  const beyond = await seatHolders(tx, standing.account.id, range);
  const named = beyond.map(({ name, state }) => (state === "reserved" ? `${name} (invited)` : name));
  const unnamed = standing.seatsTaken - following.seats - named.length;
  const more = unnamed > 0 ? ` and ${formatCount(unnamed)} more` : "";

  throw conflict(
    `${inSeats(standing.seatsTaken)} are used or reserved. With ${formatCount(following.seats)}, there would be none for ` +
      `${named.join(", ")}${more}. Remove members or revoke invitations first, or keep more seats.`,
  );
}
