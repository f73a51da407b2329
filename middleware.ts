import { type NextRequest, NextResponse } from "next/server";
import { takePage } from "@/lib/access/page-rate";
import { PATH_HEADER, REQUEST_ID_HEADER, requestInfoOf } from "@/lib/access/request-info";
import { sessionCookieName } from "@/lib/access/session-cookie";
import { refusalOf } from "@/lib/entry/admit-request";
import { refusalPage } from "@/lib/entry/refusal-page";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { contentSecurityPolicy, securityHeaders } from "@/lib/identity/sign-in/security-headers";
import { terminalCookieHeader } from "@/lib/identity/sign-in/terminal-cookie";
import { newSecret } from "@/lib/ids";

/** Pages for signed-in people. Only a first check that the cookie exists: each page reads the session itself. */
const SIGNED_IN = /^\/(overview|packages|usage|billing|settings|orgs)(\/|$)/;

/** Machines watch these, or they have rates of their own. */
const NO_PAGES = /^\/api\//;

export async function middleware(request: NextRequest): Promise<NextResponse> {
  const { DASHBOARD_URL, NODE_ENV } = env();
  const site = { secure: DASHBOARD_URL.startsWith("https:"), development: NODE_ENV === "development" };
  const policy = contentSecurityPolicy(newSecret(), site);
  const { requestId, address } = requestInfoOf(request.headers);
  const response = (await refused(request, { requestId, address })) ?? passOn(request, { policy, requestId });
  response.headers.set("content-security-policy", policy);
  response.headers.set(REQUEST_ID_HEADER, requestId);
  for (const [name, value] of Object.entries(securityHeaders(site))) response.headers.set(name, value);
  return response;
}

/** Before anything is read or rendered: the rate of pages (E10), then what a write's head tells. */
async function refused(request: NextRequest, { requestId, address }: { requestId: string; address: string }) {
  const token = request.cookies.get(sessionCookieName())?.value;
  const waitSeconds = NO_PAGES.test(request.nextUrl.pathname) ? null : await takePage(address, token);
  if (waitSeconds !== null) return tooMany(waitSeconds);
  const refusal = await refusalOf(request, requestId);
  return refusal && new NextResponse(refusal.body, refusal);
}

/** A page of its own: for a navigation within the application too, since Next then loads the address anew. */
function tooMany(retryAfterSeconds: number): NextResponse {
  const error = new AppError("RATE_LIMITED", { retryAfterSeconds });
  return new NextResponse(refusalPage(error), {
    status: error.status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "retry-after": String(retryAfterSeconds),
    },
  });
}

type Note = { policy: string; requestId: string };

function passOn(request: NextRequest, note: Note): NextResponse {
  const { pathname, searchParams } = request.nextUrl;
  const search = new URLSearchParams(searchParams);
  search.delete("_rsc");
  const path = search.size > 0 ? `${pathname}?${search}` : pathname;
  if (SIGNED_IN.test(pathname) && !request.cookies.has(sessionCookieName())) {
    return NextResponse.redirect(new URL(`/sign-in?next=${encodeURIComponent(path)}`, request.nextUrl));
  }
  const response = NextResponse.next({ request: { headers: forwarded(request, { ...note, path }) } });
  const opened = terminalCookieHeader(pathname);
  if (opened && request.method === "GET") response.headers.append("set-cookie", opened);
  return response;
}

/** Next takes its scripts' nonce from the policy in the request, and its own host from `X-Forwarded-Host`. */
function forwarded(request: NextRequest, note: Note & { path: string }): Headers {
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", note.policy);
  headers.set(REQUEST_ID_HEADER, note.requestId);
  headers.set(PATH_HEADER, note.path);
  // A write's page was compared with the settings already: Next must not compare it with what a sender wrote.
  const origin = request.headers.get("origin");
  if (origin && request.method === "POST") headers.set("x-forwarded-host", new URL(origin).host);
  return headers;
}

// Excludes what bounds its own long body: middleware would buffer it and cut it.
export const config = {
  runtime: "nodejs",
  matcher: [
    "/((?!_next/static|_next/image|icon.svg|favicon.ico|api/stripe/webhook|api/packages/(?:upload|content)/).*)",
  ],
};
