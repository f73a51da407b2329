import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER, REQUEST_ID_HEADER, requestIdOf } from "@/lib/access/request-info";
import { sessionCookieName } from "@/lib/access/session-cookie";
import { env } from "@/lib/env";
import { contentSecurityPolicy, securityHeaders } from "@/lib/identity/sign-in/security-headers";
import { newSecret } from "@/lib/ids";

/** Pages for signed-in people. Only a first check that the cookie exists: each page reads the session itself. */
const SIGNED_IN = /^\/(overview|packages|usage|billing|settings|orgs)(\/|$)/;

export function middleware(request: NextRequest): NextResponse {
  const { DASHBOARD_URL, NODE_ENV } = env();
  const site = { secure: DASHBOARD_URL.startsWith("https:"), development: NODE_ENV === "development" };
  const { pathname, searchParams } = request.nextUrl;
  const search = new URLSearchParams(searchParams);
  search.delete("_rsc");
  const path = search.size > 0 ? `${pathname}?${search}` : pathname;
  const policy = contentSecurityPolicy(newSecret(), site);
  const requestId = requestIdOf(request.headers);
  const response =
    SIGNED_IN.test(pathname) && !request.cookies.has(sessionCookieName())
      ? NextResponse.redirect(new URL(`/sign-in?next=${encodeURIComponent(path)}`, request.nextUrl))
      : NextResponse.next({ request: { headers: forwarded(request, { path, policy, requestId }) } });
  response.headers.set("content-security-policy", policy);
  response.headers.set(REQUEST_ID_HEADER, requestId);
  for (const [name, value] of Object.entries(securityHeaders(site))) response.headers.set(name, value);
  return response;
}

/** Next takes its scripts' nonce from the policy in the request. */
function forwarded(request: NextRequest, note: { path: string; policy: string; requestId: string }): Headers {
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", note.policy);
  headers.set(REQUEST_ID_HEADER, note.requestId);
  headers.set(PATH_HEADER, note.path);
  return headers;
}

// Excludes uploads and the payment provider's webhook: middleware would buffer a body and cut it at 10 MB.
export const config = {
  runtime: "nodejs",
  matcher: ["/((?!_next/static|_next/image|icon.svg|favicon.ico|api/stripe/webhook|api/packages/upload).*)"],
};
