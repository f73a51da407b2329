import { Card } from "@/components/ui/card";
import { initials } from "@/components/ui/initials";
import { type Seat, SeatMap } from "@/components/ui/seat-map";
import { formatCount } from "@/lib/count";
import type { TeamSeats } from "@/lib/people/seats/loaders";

/** People first, in the order they joined, then what invitations hold; what stands beyond the purchase is over. */
function seatsOf({ used, held, usage }: TeamSeats): Seat[] {
  const people = used.map(({ id, label }) => ({ id, label, state: "used" as const, initials: initials(label) }));
  const pending = held.map(({ id, label }) => ({ id, label, state: "held" as const, initials: "?" }));
  const seats = [...people, ...pending];
  const bought = usage.purchased === "unlimited" ? seats.length : usage.purchased;
  return seats.map((seat, index) => (index < bought ? seat : { ...seat, state: "over" as const }));
}

export function SeatCard({ seats }: { seats: TeamSeats }) {
  const { purchased, used, reserved } = seats.usage;
  return (
    <Card className="mb-4 max-w-[520px] px-3.5 py-3">
      {purchased === "unlimited" ? (
        <div className="flex items-center gap-2">
          <h2 className="font-semibold">Seats</h2>
          <span className="ml-auto text-ink-3">
            {formatCount(used)} used · {formatCount(reserved)} held · unlimited
          </span>
        </div>
      ) : (
        <SeatMap seats={seatsOf(seats)} purchased={purchased} />
      )}
      <p className="text-ink-3 text-sm">Billing and auditor roles use no seat.</p>
    </Card>
  );
}
