import { SeatLegend, SeatMap } from "@/components/people/seat-map";
import { seatsOver } from "@/components/people/seat-squares";
import { CardSection } from "@/components/ui/card";
import { Pagination } from "@/components/ui/pagination";
import { TextLink } from "@/components/ui/text-link";
import { ROLES_WITH_SEAT, ROLES_WITHOUT_SEAT, rolesInWords } from "@/lib/access/roles";
import { formatCount } from "@/lib/count";
import type { SeatPage } from "@/lib/people/seats/types";
import { capitalized } from "@/lib/text";

const SEAT_RULE =
  `${capitalized(rolesInWords(ROLES_WITH_SEAT, "and"))} roles use a seat; a pending invitation reserves one. ` +
  `${capitalized(rolesInWords(ROLES_WITHOUT_SEAT, "and"))} roles use none.`;

type SeatSectionProps = {
  seats: SeatPage;
  teamHref: string;
  pageHref: (page: number) => string;
};

/** All seats, in pages, on the Billing page; the sums are the counter's. */
export function SeatSection({ seats, teamHref, pageHref }: SeatSectionProps) {
  const { usage, page, pages } = seats;
  const { purchased, used, reserved, available } = usage;
  const over = seatsOver(usage);
  const bought = purchased === "unlimited" ? purchased : `${formatCount(purchased)} purchased`;
  const left = available === "unlimited" ? "" : ` · ${formatCount(available)} free`;
  return (
    <CardSection
      id="seats"
      title="Seats"
      description={`${bought} · ${formatCount(used)} used · ${formatCount(reserved)} reserved${left}`}
      actions={<TextLink href={teamHref}>See the team</TextLink>}
      footer={SEAT_RULE}
    >
      {over > 0 ? (
        <p className="mb-2 text-stop">
          {formatCount(over)} more than purchased: nobody is removed, nobody can be added.
        </p>
      ) : null}
      <SeatMap seats={seats} label="Seats, one by one" />
      <div className="mt-2.5 flex flex-wrap items-center gap-3">
        <SeatLegend />
        <Pagination
          label="seats"
          previousHref={page > 1 ? pageHref(page - 1) : null}
          nextHref={page < pages ? pageHref(page + 1) : null}
        />
      </div>
    </CardSection>
  );
}
