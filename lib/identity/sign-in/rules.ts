import { MINUTE_MS } from "@/lib/time";

const LINK_MS = 15 * MINUTE_MS;

/** A sign-in link works for 15 minutes. */
export function linkEnd(sentAt: Date): Date {
  return new Date(sentAt.getTime() + LINK_MS);
}

const TERMINAL = /^\/login\/registry\/([0-9a-f-]{36})(\/|$)/;

/** The login that waits at an address of ours, else null. */
export function terminalOf(path: string): string | null {
  return TERMINAL.exec(path)?.[1] ?? null;
}

/**
 * Where a mailed link leads. Anybody can ask for a link to somebody's mailbox, so only a browser that opened the page of
 * a waiting terminal itself gets back there: a stranger's terminal must not be laid into our mail.
 */
export function landingOf(returnTo: string, opened: string | null): string {
  const [path = ""] = returnTo.split(/[?#]/, 1);
  // Pages are found by the decoded path: `/%6cogin` is `/login`.
  if (!/^\/login(\/|$)/.test(decodeURIComponent(path))) return returnTo;
  return opened !== null && terminalOf(path) === opened ? returnTo : "/overview";
}
