import { formatBytes } from "@/lib/bytes";
import { formatCount } from "@/lib/count";
import type { LimitUsage } from "@/lib/entitlements/queries";
import type { AccountCounts } from "@/lib/overview/types";

type RealNumber = { label: string; value: string; unit?: string; note?: string };

function ofLimit(usage: readonly LimitUsage[], key: LimitUsage["key"], label: string): RealNumber[] {
  const row = usage.find((one) => one.key === key);
  if (!row || row.used === null) return [];
  const amount = row.unit === "bytes" ? formatBytes : formatCount;
  const unit = row.limit === "unlimited" ? "of unlimited" : `of ${amount(row.limit)}`;
  return [{ label, value: amount(row.used), unit, note: row.resetsAt ? "this month" : "now" }];
}

/** This account's own measured numbers that concern a private registry. */
export function registryNumbers(counts: AccountCounts, usage: readonly LimitUsage[]): RealNumber[] {
  const { privatePackages, publicPackages } = counts;
  const packages: RealNumber[] =
    privatePackages === null || publicPackages === null
      ? []
      : [
          {
            label: "Packages in its catalogue",
            value: formatCount(privatePackages + publicPackages),
            unit: `${formatCount(privatePackages)} private, ${formatCount(publicPackages)} public`,
            note: "now",
          },
        ];
  return [...packages, ...ofLimit(usage, "publishes", "Publishes"), ...ofLimit(usage, "storage.bytes", "Storage")];
}
