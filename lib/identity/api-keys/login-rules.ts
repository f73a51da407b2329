import { networkOf } from "@/lib/access/cidr";
import { formatRelative, MINUTE_MS } from "@/lib/time";

const CLIENTS = ["npm", "pnpm", "yarn", "bun"] as const;

/** A login waits ten minutes for approval. */
export function loginEnd(startedAt: Date): Date {
  return new Date(startedAt.getTime() + 10 * MINUTE_MS);
}

/** An approved login waits two minutes for its client, which asks every two seconds. */
export function approvedEnd(approvedAt: Date): Date {
  return new Date(approvedAt.getTime() + 2 * MINUTE_MS);
}

export const POLL_SECONDS = 2;

/** How often the button of one login can be pressed: each press may guess the code. */
export const MOST_TRIES = 5;

/** Whether terminal and browser come from one network: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function isSameNetwork(terminal: string, browser: string): boolean {
  return terminal !== "" && networkOf(terminal) === networkOf(browser);
}

/** A code as it is compared: a person may type it in small letters, with spaces or a hyphen. */
export function plainCode(typed: string): string {
  return typed.replace(/[\s-]/g, "").toUpperCase();
}

/** "npm 11.19.1" from the first word of a client's user agent; "a package manager" for an unknown client. */
export function clientName(userAgent: string): string {
  const [name = "", version = ""] = (userAgent.split(" ")[0] ?? "").split("/");
  const known = CLIENTS.find((client) => client === name.toLowerCase());
  if (!known) return "a package manager";
  return /^\d[\w.+-]{0,20}$/.test(version) ? `${known} ${version}` : known;
}

/** The name of a login's token, e.g. "npm login 2026-11-20". */
export function loginKeyName(client: string, hostname: string, at: Date): string {
  const command = CLIENTS.find((one) => client.startsWith(one)) ?? "registry";
  const place = hostname ? ` on ${hostname}` : "";
  return `${command} login ${at.toISOString().slice(0, 10)}${place}`.slice(0, 80);
}

/** The refusal of a password at the classic login: nobody here has one. */
export function passwordSentence(dashboardUrl: string): string {
  return `There are no passwords here. Use npm login --auth-type=web, or create a token at ${dashboardUrl}/settings/tokens and give it as the password of your handle.`;
}

/** "just now", "3 min ago": a login waits for minutes, so no zone matters. */
export function waitedWords(seconds: number): string {
  return formatRelative(new Date(-seconds * 1_000), 0, "UTC");
}
