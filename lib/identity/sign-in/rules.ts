import { MINUTE_MS } from "@/lib/time";

const LINK_MS = 15 * MINUTE_MS;

/** A sign-in link works for 15 minutes. */
export function linkEnd(sentAt: Date): Date {
  return new Date(sentAt.getTime() + LINK_MS);
}
