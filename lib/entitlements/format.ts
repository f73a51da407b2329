import { GB, LIMITS, MB, TB } from "@/lib/entitlements/limits";
import type { EntitlementKey, EntitlementValue, Limit, LimitKey } from "@/lib/entitlements/types";

/** Thousands with commas, in one form for page, API, mail and terminal. */
function formatCount(value: number): string {
  const digits = String(Math.abs(Math.trunc(value)));
  let text = "";
  for (let end = digits.length; end > 0; end -= 3) {
    text = digits.slice(Math.max(0, end - 3), end) + (text === "" ? "" : `,${text}`);
  }
  return value < 0 ? `-${text}` : text;
}

const UNITS = [
  { size: TB, name: "TB" },
  { size: GB, name: "GB" },
  { size: MB, name: "MB" },
  { size: 1_000, name: "KB" },
];

/** Decimal units, at most two places, never rounded up: a limit must not look larger than it is. */
function formatBytes(bytes: number): string {
  const unit = UNITS.find(({ size }) => bytes >= size);
  return unit ? `${Math.floor((bytes * 100) / unit.size) / 100} ${unit.name}` : `${formatCount(bytes)} bytes`;
}

export function formatAmount(key: LimitKey, amount: number): string {
  return LIMITS[key].unit === "bytes" ? formatBytes(amount) : formatCount(amount);
}

export function formatLimit(key: LimitKey, limit: Limit): string {
  return limit === "unlimited" ? "unlimited" : formatAmount(key, limit);
}

/** The number with its noun: "100 private packages", "5 GB of storage", "30 publishes a month". */
export function formatAllowance(key: LimitKey, limit: Limit): string {
  const { one, many, per } = LIMITS[key].words;
  return `${formatLimit(key, limit)} ${limit === 1 ? one : many}${per}`;
}

/** One cell of a comparison. */
export function formatValue(key: EntitlementKey, value: EntitlementValue): string {
  if (value === true) return "Yes";
  if (value === false) return "No";
  if (value === "unlimited") return "Unlimited";
  if (typeof value === "string") return value.charAt(0).toUpperCase() + value.slice(1);
  if (key === "storage.bytes") return formatBytes(value);
  if (key === "audit.retention_days") return value === 0 ? "None" : `${formatCount(value)} days`;
  return formatCount(value);
}
