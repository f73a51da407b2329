import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { type UsageState, usageState } from "@/components/ui/usage-state";
import { formatBytes } from "@/lib/bytes";
import { formatCount } from "@/lib/count";
import { formatUtcMoment } from "@/lib/time";

export type UsageBarProps = {
  label: string;
  /** null: the count could not be read. */
  used: number | null;
  /** null: the limit could not be read. */
  limit: number | "unlimited" | null;
  /** Reserved but not yet used: invitations, uploads. */
  reserved?: number | undefined;
  unit?: "count" | "bytes" | undefined;
  /** When a metered window restarts. */
  resetsAt?: Date | string | null | undefined;
  /** One more fact: "warned at 80 % on 9 Nov", "forecast 1,830". */
  note?: ReactNode;
  className?: string;
};

const FILL = {
  calm: "fill-accent",
  near: "fill-warn",
  full: "fill-stop",
  over: "fill-stop",
} as const satisfies Record<UsageState["level"], string>;

/** Drawn as SVG with attributes, so that a strict content policy needs no exception for inline styles. */
export function UsageBar({
  label,
  used,
  limit,
  reserved = 0,
  unit = "count",
  resetsAt,
  note,
  className,
}: UsageBarProps) {
  const format = unit === "bytes" ? formatBytes : formatCount;
  const known = used !== null && limit !== null && limit !== "unlimited" ? { used, limit } : null;
  const state = known ? usageState(known.used + reserved, known.limit) : null;
  const of =
    limit === null
      ? "limit not known"
      : limit === "unlimited"
        ? "unlimited"
        : limit === 0
          ? "none in this plan"
          : `of ${format(limit)}`;
  const below = [
    state?.level === "near" && `${Math.floor(state.percent)} % used`,
    state?.level === "full" && "nothing left",
    state?.level === "over" && known && `${format(known.used + reserved - known.limit)} over the limit`,
    reserved > 0 && `${format(reserved)} reserved`,
    resetsAt && `resets ${formatUtcMoment(new Date(resetsAt))}`,
  ].filter((part) => typeof part === "string");
  return (
    <div className={className}>
      <div className="flex items-baseline gap-2">
        <span className="text-ink-2 text-sm">{label}</span>
        <span className="ml-auto text-sm">
          {used === null ? (
            <span className="text-ink-3">not known</span>
          ) : (
            <b className="font-semibold">{format(used)}</b>
          )}{" "}
          <span className="text-ink-3">{of}</span>
        </span>
      </div>
      {state && known ? (
        <div className="my-1.5">
          <svg aria-hidden="true" width="100%" height="10" className="block overflow-visible">
            <rect x="0" y="2" width="100%" height="6" rx="3" className="fill-sunken stroke-line" />
            {state.filled > 0 ? (
              <rect x="0" y="2" width={`${state.filled}%`} height="6" rx="3" className={FILL[state.level]} />
            ) : null}
            {state.marks.map((at) => (
              <rect key={at} x={`${at}%`} y="0" width="1" height="10" className="fill-line-strong" />
            ))}
          </svg>
        </div>
      ) : (
        <div className="my-1.5 h-2.5" aria-hidden="true">
          <div
            className={cn(
              "h-1.5 translate-y-[2px] rounded-full border border-dashed",
              limit === "unlimited" ? "border-accent-line" : "border-line-strong",
            )}
          />
        </div>
      )}
      {below.length > 0 || note ? (
        <p className="text-ink-3 text-sm">
          {below.join(" · ")}
          {below.length > 0 && note ? " · " : null}
          {note}
        </p>
      ) : null}
    </div>
  );
}
