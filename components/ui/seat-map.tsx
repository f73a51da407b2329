import { cn } from "@/components/ui/cn";
import { formatCount, formatQuantity } from "@/lib/count";

export type Seat = {
  id: string;
  state: "used" | "held" | "over";
  /** Who sits there: a name, or the address of an invitation. */
  label: string;
  initials: string;
};

type SeatMapProps = {
  /** Taken seats, in the order to draw them. */
  seats: readonly Seat[];
  /** How many are bought. */
  purchased: number;
  className?: string;
};

const LOOK = {
  used: "border-accent-line bg-accent-soft text-accent",
  held: "border-dashed border-warn-line bg-surface text-warn",
  over: "border-stop-line bg-stop-soft text-stop",
  free: "border-line bg-sunken text-ink-3",
} as const;

const SHOWN = 160;

/** One square a seat, and the sums in words. */
export function SeatMap({ seats, purchased, className }: SeatMapProps) {
  const count = (state: Seat["state"]) => seats.filter((seat) => seat.state === state).length;
  const free = Math.max(0, purchased - seats.length);
  const squares = [
    ...seats.slice(0, SHOWN),
    ...Array.from({ length: Math.min(free, Math.max(0, SHOWN - seats.length)) }, (_, index) => ({
      id: `free-${index}`,
      state: "free" as const,
      label: "Free seat",
      initials: "",
    })),
  ];
  const hidden = seats.length + free - squares.length;
  const over = count("over");
  return (
    <div className={className}>
      <div className="flex items-center gap-2">
        <h2 className="font-semibold">Seats</h2>
        <span className="ml-auto text-ink-3">
          {formatCount(count("used"))} used · {formatCount(count("held"))} held · {formatCount(free)} free of{" "}
          {formatCount(purchased)}
          {over > 0 ? <span className="text-stop"> · {formatCount(over)} over</span> : null}
        </span>
      </div>
      <ul aria-label="Seats" className="mt-2.5 mb-1.5 flex flex-wrap gap-1">
        {squares.map((seat) => (
          <li
            key={seat.id}
            title={seat.state === "free" ? "Free seat" : `${seat.label}: ${seat.state}`}
            className={cn("grid size-6 place-items-center rounded-sm border text-[10px]", LOOK[seat.state])}
          >
            <span aria-hidden="true">{seat.initials}</span>
            <span className="sr-only">{seat.state === "free" ? "free" : `${seat.label}, ${seat.state}`}</span>
          </li>
        ))}
        {hidden > 0 ? (
          <li className="self-center text-ink-3 text-sm">and {formatQuantity(hidden, "more", "more")}</li>
        ) : null}
      </ul>
    </div>
  );
}
