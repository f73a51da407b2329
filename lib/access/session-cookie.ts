import "server-only";
import { env } from "@/lib/env";

const NAME = "packhouse.session";

/** Over https it has a `__Secure-` prefix: browsers refuse to set such a cookie from an insecure origin. */
export function sessionCookieName(): string {
  return isSecure() ? `__Secure-${NAME}` : NAME;
}

function isSecure(): boolean {
  return env().DASHBOARD_URL.startsWith("https:");
}

/** The end of a `Set-Cookie` header: over https the cookie never travels without TLS. */
export function secureSuffix(): string {
  return isSecure() ? "; Secure" : "";
}

/** The longest that browsers keep a cookie. The row in the database, not the cookie, decides when a session ends. */
export const COOKIE_SECONDS = 400 * 86_400;

export function sessionCookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() } as const;
}

/** A `Set-Cookie` header that starts a session in the browser; an empty token ends it. */
export function sessionCookieHeader(token: string): string {
  const seconds = token === "" ? 0 : COOKIE_SECONDS;
  return `${sessionCookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secureSuffix()}`;
}
