import "server-only";
import { limitAddress } from "@/lib/access/rate-limit";
import { hostOf, requestInfoOf } from "@/lib/access/request-info";
import { assertLength, type BodyLimit } from "@/lib/entry/read-body";
import { toProblem } from "@/lib/entry/route";
import { isOwnHost, isSameOrigin } from "@/lib/entry/same-origin";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/**
 * The longest list that an action takes has 4,000 ids. `next.config.mjs` bounds with the same number what Next reads of
 * a body that announces no length.
 */
export const WRITE: BodyLimit = { what: "request", limitBytes: 200_000 };

/** The demo's own addresses, which no session guards. */
const DEMO = /^\/dev(\/|$)/;

/**
 * Decides from the head whether a request may come in, before Next reads its body: null, or the refusal. Order: 429 for
 * the sender's network, 413 by length, 400 for a foreign host, 403 for another site's page.
 */
export async function refusalOf({ method, headers, url }: Request, requestId: string): Promise<Response | null> {
  const reads = method === "GET" || method === "HEAD" || method === "OPTIONS";
  const info = { ...requestInfoOf(headers), requestId };
  try {
    if (!reads) {
      await limitAddress("write-address", info.address, costOf(headers));
      assertLength(headers, WRITE);
      assertOwnSite(headers);
    } else if (DEMO.test(pathOf(url))) assertOwnHost(headers);
    return null;
  } catch (error) {
    return toProblem(error, info, "entry.admit");
  }
}

const POINT_BYTES = 16_000;

/** What a body may cost to parse, in points of the rate. One that announces no length may be as long as any. */
function costOf(headers: Headers): number {
  const announced = Number(headers.get("content-length") ?? (headers.has("transfer-encoding") ? WRITE.limitBytes : 0));
  return 1 + Math.floor(Math.min(announced, WRITE.limitBytes) / POINT_BYTES);
}

/** Errors: VALIDATION for a foreign host, FORBIDDEN for a page of another site. */
export function assertOwnSite(headers: Headers): void {
  assertOwnHost(headers);
  if (isSameOrigin({ headers, host: hostOf(headers), site: env().DASHBOARD_URL })) return;
  const message = "Another site sent this request, so we refused it.";
  throw new AppError("FORBIDDEN", { permission: "session", roles: [], message });
}

/** A name of somebody else's can lead to this server, and a browser then takes its pages for ours. */
function assertOwnHost(headers: Headers): void {
  const site = env().DASHBOARD_URL;
  if (isOwnHost({ host: hostOf(headers), site })) return;
  throw new AppError("VALIDATION", { message: `This request names another host. The dashboard is at ${site}.` });
}

/** As Next reads it: `/%64ev` is `/dev`. */
function pathOf(url: string): string {
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
