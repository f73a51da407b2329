"use client";

import { usePageClock } from "@/components/ui/clock-provider";
import { formatDate, formatDateTime, formatRelative } from "@/lib/time";

type TimeProps = {
  /** An instant: a Date, or its ISO text. */
  at: Date | string;
  className?: string;
};

/** "3 min ago", with the full date, time and zone on hover. */
export function RelativeTime({ at, className }: TimeProps) {
  const { nowMs, timeZone } = usePageClock();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={formatDateTime(date, timeZone)} className={className}>
      {formatRelative(date, nowMs, timeZone)}
    </time>
  );
}

/** The date in the reader's zone; `withTime` adds the time to the second. */
export function AbsoluteTime({ at, withTime = false, className }: TimeProps & { withTime?: boolean }) {
  const { timeZone } = usePageClock();
  const date = new Date(at);
  const full = formatDateTime(date, timeZone);
  return (
    <time dateTime={date.toISOString()} title={full} className={className}>
      {withTime ? full : formatDate(date, timeZone)}
    </time>
  );
}
