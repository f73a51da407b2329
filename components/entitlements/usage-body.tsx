import { LimitCard } from "@/components/entitlements/limit-card";
import type { LimitUsage } from "@/lib/entitlements/queries";
import type { LimitKind } from "@/lib/entitlements/types";

const SECTIONS = [
  { kind: "allocated", title: "In use", about: "Goes up and down with what the account has." },
  { kind: "metered", title: "By the month", about: "Counts up during a UTC month, then starts again." },
  { kind: "rate", title: "By the minute", about: "How fast you can send requests." },
] as const satisfies readonly { kind: LimitKind; title: string; about: string }[];

/** Every limit of the catalogue, grouped by how it is counted. */
export function UsageBody({ usage, asOf }: { usage: readonly LimitUsage[]; asOf: string }) {
  return (
    <div className="flex flex-col gap-6">
      {SECTIONS.map(({ kind, title, about }) => (
        <section key={kind} aria-labelledby={`limits-${kind}`}>
          <h2 id={`limits-${kind}`} className="font-semibold">
            {title}
          </h2>
          <p className="mb-2.5 text-ink-2 text-sm">{about}</p>
          <div className="grid gap-3.5 md:grid-cols-2 xl:grid-cols-3">
            {usage
              .filter((row) => row.kind === kind)
              .map((row) => (
                <LimitCard key={row.key} row={row} asOf={asOf} />
              ))}
          </div>
        </section>
      ))}
    </div>
  );
}
