import "server-only";
import { secureSuffix } from "@/lib/access/session-cookie";
import { terminalOf } from "@/lib/identity/sign-in/rules";

const NAME = "packhouse.terminal";

/** As long as the sign-in link that may lead back. */
const SECONDS = 900;

/** A `Set-Cookie` header by which a browser remembers that it opened the page of a waiting terminal; null elsewhere. */
export function terminalCookieHeader(path: string): string | null {
  const id = terminalOf(path);
  if (id === null) return null;
  return `${NAME}=${id}; Path=/api/auth; HttpOnly; SameSite=Lax; Max-Age=${SECONDS}${secureSuffix()}`;
}

/** The waiting terminal whose page the browser opened last, from its cookies. */
export function openedTerminal(cookies: Readonly<Record<string, string>>): string | null {
  return cookies[NAME] ?? null;
}
