import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { COOKIE_SECONDS, secureSuffix } from "@/lib/access/session-cookie";
import { env } from "@/lib/env";

const NAME = "packhouse.device";

/** The people of one browser that it remembers, last signed in first. */
const MOST_PEOPLE = 5;

type Cookies = Readonly<Record<string, string>>;

/** A mark that only we can make, and that does not tell whose it is. */
function markOf(email: string): string {
  return createHmac("sha256", env().AUTH_SECRET).update(`device.${email}`).digest("base64url").slice(0, 32);
}

function marksIn(cookies: Cookies): string[] {
  return (cookies[NAME] ?? "").split(".").slice(0, MOST_PEOPLE).filter(Boolean);
}

/** Whether the browser proved this mailbox before. Looks nothing up, so it does not tell whether there is a user. */
export function isKnownDevice(cookies: Cookies, email: string): boolean {
  const own = Buffer.from(markOf(email));
  return marksIn(cookies).some((mark) => mark.length === own.length && timingSafeEqual(Buffer.from(mark), own));
}

/** A `Set-Cookie` header by which the browser remembers that it proved the mailbox. */
export function deviceCookieHeader(cookies: Cookies, email: string): string {
  const own = markOf(email);
  const marks = [own, ...marksIn(cookies).filter((mark) => mark !== own)].slice(0, MOST_PEOPLE);
  return `${NAME}=${marks.join(".")}; Path=/api/auth; HttpOnly; SameSite=Lax; Max-Age=${COOKIE_SECONDS}${secureSuffix()}`;
}
