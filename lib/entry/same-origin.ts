/**
 * Whether a page of this origin sent a request that changes something. Browsers always send the headers; a caller
 * without them is no browser, so nobody tricked it into sending a person's cookie.
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
