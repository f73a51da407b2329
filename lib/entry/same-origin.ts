/**
 * Whether a request that changes something was sent by a page of this origin. Browsers always tell; a caller that tells
 * nothing is no browser, so it carries no cookie of a person who was tricked.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = headers.get("origin");
  if (origin === null) return true;
  const host = headers.get("x-forwarded-host") ?? headers.get("host") ?? "";
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

export const FOREIGN_SITE = "Another site sent this request, so we refused it.";
