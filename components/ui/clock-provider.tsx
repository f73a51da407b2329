"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from "react";

type PageClock = { nowMs: number; timeZone: string };

const ClockContext = createContext<PageClock | null>(null);

const never = () => () => undefined;
const readerZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const utc = () => "UTC";

/**
 * The product's time for components: starts at the server's value, so the first paint matches the markup, and advances
 * every minute. The zone is UTC until the reader's own is known.
 */
export function ClockProvider({ nowMs, children }: { nowMs: number; children: ReactNode }) {
  const timeZone = useSyncExternalStore(never, readerZone, utc);
  const [tick, setTick] = useState({ from: nowMs, nowMs });
  // A new value from the server restarts the browser's timer.
  useEffect(() => {
    const started = performance.now();
    const timer = setInterval(() => setTick({ from: nowMs, nowMs: nowMs + performance.now() - started }), 30_000);
    return () => clearInterval(timer);
  }, [nowMs]);
  const current = tick.from === nowMs ? tick.nowMs : nowMs;
  const value = useMemo(() => ({ nowMs: current, timeZone }), [current, timeZone]);
  return <ClockContext value={value}>{children}</ClockContext>;
}

export function usePageClock(): PageClock {
  const clock = useContext(ClockContext);
  if (!clock) throw new Error("usePageClock needs the ClockProvider of the root layout");
  return clock;
}
