import "server-only";
import { env } from "@/lib/env";

const NAME = "packhouse.session";

/** Over https the browser itself refuses this name from an insecure origin. */
export function sessionCookieName(): string {
  return isSecure() ? `__Secure-${NAME}` : NAME;
}

function isSecure(): boolean {
  return env().DASHBOARD_URL.startsWith("https:");
}

/** The longest a browser keeps a cookie. The row in the database decides when a session ends, not the cookie. */
export const COOKIE_SECONDS = 400 * 86_400;

export function sessionCookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() } as const;
}

/** A `Set-Cookie` header that starts a session in the browser, or, with an empty token, ends it there. */
export function sessionCookieHeader(token: string): string {
  const secure = isSecure() ? "; Secure" : "";
  const seconds = token === "" ? 0 : COOKIE_SECONDS;
  return `${sessionCookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}
