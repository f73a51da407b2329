import type { ReactNode } from "react";
import { type SeatSquare, seatSquares } from "@/components/people/seat-squares";
import { cn } from "@/components/ui/cn";
import type { SeatPage } from "@/lib/people/seats/types";

const LOOK = {
  used: "border-accent-line bg-accent-soft text-accent",
  reserved: "border-dashed border-warn-line bg-surface text-warn",
  over: "border-stop-line bg-stop-soft text-stop",
  free: "border-line bg-sunken text-ink-3",
} as const satisfies Record<SeatSquare["state"], string>;

type SeatMapProps = {
  seats: SeatPage;
  label: string;
  /** Follows the last square. */
  rest?: ReactNode;
};

/** One square per seat; screen readers hear who sits there. */
export function SeatMap({ seats, label, rest }: SeatMapProps) {
  return (
    <ul aria-label={label} className="flex flex-wrap gap-1">
      {seatSquares(seats).map(({ id, state, name, mark }) => (
        <li
          key={id}
          title={name ? `${name}: ${state}` : "Free seat"}
          className={cn("grid size-6 place-items-center rounded-sm border text-[10px]", LOOK[state])}
        >
          <span aria-hidden="true">{mark}</span>
          <span className="sr-only">{name ? `${name}, ${state}` : "free"}</span>
        </li>
      ))}
      {rest ? <li className="self-center text-ink-3 text-sm">{rest}</li> : null}
    </ul>
  );
}

/** Explains the squares to sighted readers. */
export function SeatLegend() {
  return (
    <ul aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-ink-3 text-sm">
      {(["used", "reserved", "free"] as const).map((state) => (
        <li key={state} className="inline-flex items-center gap-1.5">
          <span className={cn("size-3 rounded-sm border", LOOK[state])} />
          {state}
        </li>
      ))}
    </ul>
  );
}
