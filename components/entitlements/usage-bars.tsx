import { Card } from "@/components/ui/card";
import { UsageBar } from "@/components/ui/usage-bar";
import type { LimitUsage } from "@/lib/entitlements/queries";

/** The usage of all limits except seats, which are shown elsewhere. */
export function UsageBars({ usage }: { usage: readonly LimitUsage[] }) {
  const shown = usage.filter(({ key, used }) => key !== "seats" && used !== null);
  return (
    <div className="grid gap-3.5 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-5">
      {shown.map(({ key, label, kind, used, reserved, limit, unit, resetsAt }) => (
        <Card key={key} className="px-3.5 py-3">
          <UsageBar
            label={`${label}${kind === "metered" ? " this month" : ""}`}
            used={used}
            reserved={reserved}
            limit={limit}
            unit={unit}
            resetsAt={resetsAt}
          />
        </Card>
      ))}
    </div>
  );
}
