import { WhyPopover } from "@/components/entitlements/why-popover";
import { whySteps } from "@/components/entitlements/why-steps";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { AbsoluteTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import { UsageBar } from "@/components/ui/usage-bar";
import { formatAmount } from "@/lib/entitlements/format";
import type { LimitUsage } from "@/lib/entitlements/queries";
import type { LimitKind } from "@/lib/entitlements/types";

const WINDOW = { allocated: "", metered: " this month", rate: " per minute" } as const satisfies Record<
  LimitKind,
  string
>;

function Thresholds({ row }: { row: LimitUsage }) {
  if (row.limit === "unlimited" || row.limit === 0) return <span className="text-ink-3">none</span>;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {row.alerts.map((percent) => {
        const reached = row.reached !== null && row.reached >= percent;
        return (
          <Tag key={percent} tone={reached ? (percent >= 100 ? "stop" : percent >= 80 ? "warn" : "info") : "neutral"}>
            {percent} %{reached ? " reached" : ""}
          </Tag>
        );
      })}
    </span>
  );
}

/** One limit of the catalogue: its usage, its source, and why. */
export function LimitCard({ row, asOf }: { row: LimitUsage; asOf: string }) {
  const { key, label, used, reserved, limit, ceiling, unit, resetsAt, source, validUntil } = row;
  return (
    <Card className="flex flex-col gap-2.5 px-4 py-3.5">
      <UsageBar
        label={`${label}${WINDOW[row.kind]}`}
        used={used}
        reserved={reserved}
        limit={limit}
        unit={unit}
        resetsAt={resetsAt}
        note={used === null ? "usage is not measured yet; the limit applies" : undefined}
      />
      <DescriptionList
        facts={[
          { term: "Reserved", value: used === null ? "not measured yet" : formatAmount(key, reserved) },
          {
            term: "Source",
            value: (
              <>
                {source.label}
                {validUntil ? (
                  <span className="text-ink-3">
                    , until <AbsoluteTime at={validUntil} />
                  </span>
                ) : null}
              </>
            ),
          },
          { term: "Thresholds", value: <Thresholds row={row} /> },
          ...(typeof ceiling === "number"
            ? [{ term: row.kind === "rate" ? "Burst" : "Refused at", value: formatAmount(key, ceiling) }]
            : []),
        ]}
      />
      <div className="-mb-1 -ml-2.5 mt-auto">
        <WhyPopover
          subject={label}
          message={row.message}
          steps={whySteps(key, row.trace)}
          rationale={row.rationale}
          validUntil={validUntil}
          asOf={asOf}
        />
      </div>
    </Card>
  );
}
