import { CardSection } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { UsageBar } from "@/components/ui/usage-bar";
import type { LimitUsage } from "@/lib/entitlements/queries";

type UsageCardProps = { usage: readonly LimitUsage[]; planName: string; usageHref: string };

/** The measured limits as bars. The usage page lists the others. */
export function UsageCard({ usage, planName, usageHref }: UsageCardProps) {
  const measured = usage.filter(({ used, limit, key }) => used !== null && !(key === "seats" && limit === 1));
  return (
    <CardSection
      title="Usage"
      description={`Limits of ${planName}, and how much is used.`}
      actions={<TextLink href={usageHref}>All limits</TextLink>}
    >
      <div className="flex flex-col gap-3">
        {measured.map(({ key, label, unit, used, reserved, limit, resetsAt, per }) => (
          <UsageBar
            key={key}
            label={per ? `${label} this month` : label}
            used={used}
            reserved={reserved}
            limit={limit}
            unit={unit}
            resetsAt={resetsAt}
          />
        ))}
      </div>
    </CardSection>
  );
}
