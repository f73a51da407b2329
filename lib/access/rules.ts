import { MINUTE_MS } from "@/lib/time";

const SESSION_MS = 30 * 24 * 60 * MINUTE_MS;
const TOUCH_MS = 5 * MINUTE_MS;

/** A session ends 30 days after its last use. */
export function sessionEnd(usedAt: Date): Date {
  return new Date(usedAt.getTime() + SESSION_MS);
}

/** Whether to write down a session's use: at most every five minutes. */
export function touchIsDue(lastUsedAt: Date, at: Date): boolean {
  return at.getTime() - lastUsedAt.getTime() >= TOUCH_MS;
}
