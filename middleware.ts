import { type NextRequest, NextResponse } from "next/server";
import { takePage } from "@/lib/access/page-rate";
import { PATH_HEADER, REQUEST_ID_HEADER, requestInfoOf } from "@/lib/access/request-info";
import { sessionCookieName } from "@/lib/access/session-cookie";
import { refusalPage } from "@/lib/entry/refusal-page";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { contentSecurityPolicy, securityHeaders } from "@/lib/identity/sign-in/security-headers";
import { newSecret } from "@/lib/ids";

/** Pages for signed-in people. Only a first check that the cookie exists: each page reads the session itself. */
const SIGNED_IN = /^\/(overview|packages|usage|billing|settings|orgs)(\/|$)/;

/** Machines watch these, or they have rates of their own. */
const NO_PAGES = /^\/api\//;

export async function middleware(request: NextRequest): Promise<NextResponse> {
  const { DASHBOARD_URL, NODE_ENV } = env();
  const site = { secure: DASHBOARD_URL.startsWith("https:"), development: NODE_ENV === "development" };
  const { pathname, searchParams } = request.nextUrl;
  const search = new URLSearchParams(searchParams);
  search.delete("_rsc");
  const path = search.size > 0 ? `${pathname}?${search}` : pathname;
  const policy = contentSecurityPolicy(newSecret(), site);
  const { requestId, address } = requestInfoOf(request.headers);
  const token = request.cookies.get(sessionCookieName())?.value;
  // Before anything is read or rendered (E10).
  const waitSeconds = NO_PAGES.test(pathname) ? null : await takePage(address, token);
  const response =
    waitSeconds !== null
      ? tooMany(waitSeconds)
      : SIGNED_IN.test(pathname) && token === undefined
        ? NextResponse.redirect(new URL(`/sign-in?next=${encodeURIComponent(path)}`, request.nextUrl))
        : NextResponse.next({ request: { headers: forwarded(request, { path, policy, requestId }) } });
  response.headers.set("content-security-policy", policy);
  response.headers.set(REQUEST_ID_HEADER, requestId);
  for (const [name, value] of Object.entries(securityHeaders(site))) response.headers.set(name, value);
  return response;
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
