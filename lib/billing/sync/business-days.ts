import { DAY_MS } from "@/lib/time";

/** The same time of day, `days` business days later; Saturdays and Sundays (UTC) do not count. */
export function afterBusinessDays(from: Date, days: number): Date {
  let at = from.getTime();
  for (let left = days; left > 0; ) {
    at += DAY_MS;
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return new Date(at);
}
