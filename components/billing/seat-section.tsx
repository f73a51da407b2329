import { CardSection } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { initials } from "@/components/ui/initials";
import { Pagination } from "@/components/ui/pagination";
import { TextLink } from "@/components/ui/text-link";
import { formatCount } from "@/lib/count";
import type { SeatMapView } from "@/lib/people/seats/types";

type SeatSectionProps = {
  map: SeatMapView;
  teamHref: string;
  pageHref: (page: number) => string;
};

const LOOK = {
  used: "border-accent-line bg-accent-soft text-accent",
  held: "border-dashed border-warn-line bg-surface text-warn",
  over: "border-stop-line bg-stop-soft text-stop",
  free: "border-line bg-sunken text-ink-3",
} as const;

const WORD = { used: "used", held: "reserved", over: "over", free: "free" } as const;

type Square = { id: string; look: keyof typeof LOOK; label: string; mark: string };

/** The squares of one page: who sits there, then what is free; beyond the purchase a seat is over. */
function squaresOf({ seats, purchased, page, pageSize }: SeatMapView): Square[] {
  const before = (page - 1) * pageSize;
  const bought = purchased === "unlimited" ? before + seats.length : purchased;
  const taken = seats.map(({ id, state, label }, index): Square => {
    const look = before + index < bought ? state : "over";
    return { id, look, label, mark: state === "held" ? "?" : initials(label) };
  });
  const free = Math.max(0, Math.min(bought - before, pageSize) - taken.length);
  return [
    ...taken,
    ...Array.from({ length: free }, (_, index): Square => ({ id: `free-${index}`, look: "free", label: "", mark: "" })),
  ];
}

function Legend() {
  return (
    <ul aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-ink-3 text-sm">
      {(["used", "held", "free"] as const).map((look) => (
        <li key={look} className="inline-flex items-center gap-1.5">
          <span className={cn("size-3 rounded-sm border", LOOK[look])} />
          {WORD[look]}
        </li>
      ))}
    </ul>
  );
}

/** One square a seat, by pages; the sums are the counter's. */
export function SeatSection({ map, teamHref, pageHref }: SeatSectionProps) {
  const { purchased, used, reserved, free, page, pages } = map;
  const over = purchased === "unlimited" ? 0 : Math.max(0, used + reserved - purchased);
  const bought = purchased === "unlimited" ? purchased : `${formatCount(purchased)} purchased`;
  const left = free === "unlimited" ? "" : ` · ${formatCount(free)} free`;
  return (
    <CardSection
      id="seats"
      title="Seats"
      description={`${bought} · ${formatCount(used)} used · ${formatCount(reserved)} reserved${left}`}
      actions={<TextLink href={teamHref}>See the team</TextLink>}
      footer="Owners, admins and members use a seat; a pending invitation reserves one. Billing and auditor roles use none."
    >
      {over > 0 ? (
        <p className="mb-2 text-stop">
          {formatCount(over)} more than purchased: nobody is removed, nobody can be added.
        </p>
      ) : null}
      <ul aria-label="Seats, one by one" className="mb-2.5 flex flex-wrap gap-1">
        {squaresOf(map).map(({ id, look, label, mark }) => (
          <li
            key={id}
            title={label ? `${label}: ${WORD[look]}` : "Free seat"}
            className={cn("grid size-6 place-items-center rounded-sm border text-[10px]", LOOK[look])}
          >
            <span aria-hidden="true">{mark}</span>
            <span className="sr-only">{label ? `${label}, ${WORD[look]}` : "free"}</span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        <Legend />
        <Pagination
          label="seats"
          previousHref={page > 1 ? pageHref(page - 1) : null}
          nextHref={page < pages ? pageHref(page + 1) : null}
        />
      </div>
    </CardSection>
  );
}
