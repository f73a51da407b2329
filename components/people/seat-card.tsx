import { SeatMap } from "@/components/people/seat-map";
import { seatsOver } from "@/components/people/seat-squares";
import { Card } from "@/components/ui/card";
import { ROLES_WITHOUT_SEAT, rolesInWords } from "@/lib/access/roles";
import { formatCount, formatQuantity } from "@/lib/count";
import type { SeatPage } from "@/lib/people/seats/types";
import { capitalized } from "@/lib/text";

/** The numbers of seats within the purchase by state, and of those over it. */
function Sums({ usage }: Pick<SeatPage, "usage">) {
  const { purchased, used, reserved, available } = usage;
  if (purchased === "unlimited") return `${formatCount(used)} used · ${formatCount(reserved)} reserved · unlimited`;
  const within = Math.min(used, purchased);
  const waiting = Math.min(reserved, purchased - within);
  const over = seatsOver(usage);
  return (
    <>
      {formatCount(within)} used · {formatCount(waiting)} reserved ·{" "}
      {available === "unlimited" ? available : formatCount(available)} free of {formatCount(purchased)}
      {over > 0 ? <span className="text-stop"> · {formatCount(over)} over</span> : null}
    </>
  );
}

/** The seats on the Team page: draws the first ones, counts the rest. */
export function SeatCard({ seats }: { seats: SeatPage }) {
  const { purchased, used, reserved } = seats.usage;
  const hidden = purchased === "unlimited" ? 0 : Math.max(purchased, used + reserved) - seats.pageSize;
  return (
    <Card className="mb-4 max-w-[520px] px-3.5 py-3">
      <div className="flex items-center gap-2">
        <h2 className="font-semibold">Seats</h2>
        <span className="ml-auto text-ink-3">
          <Sums usage={seats.usage} />
        </span>
      </div>
      {purchased === "unlimited" ? null : (
        <div className="mt-2.5 mb-1.5">
          <SeatMap
            seats={seats}
            label="Seats"
            rest={hidden > 0 ? `and ${formatQuantity(hidden, "more", "more")}` : null}
          />
        </div>
      )}
      <p className="text-ink-3 text-sm">{capitalized(rolesInWords(ROLES_WITHOUT_SEAT, "and"))} roles use no seat.</p>
    </Card>
  );
}
