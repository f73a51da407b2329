/** Names by which only this machine reaches itself: no other machine can take them over. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** The headers of a request that tell which page sent it, and the dashboard's own address. */
export type Sender = { headers: Headers; host: string; site: string };

/**
 * Whether a page of `site` sent a request that changes something. Browsers always send the headers; a caller without
 * them is no browser, so nobody tricked it into sending a person's cookie. The request's own `host` proves nothing: a
 * foreign name can lead to this server. Only a site on this machine may also be called by its other names.
 */
export function isSameOrigin({ headers, host, site }: Sender): boolean {
  const fetched = headers.get("sec-fetch-site");
  if (fetched !== null && fetched !== "same-origin" && fetched !== "none") return false;
  const origin = headers.get("origin");
  if (origin === null) return true;
  const [page, own] = [urlOf(origin), urlOf(site)];
  if (page === null || page.origin === own?.origin) return page !== null;
  return page.host === host && isLoopback(page) && isLoopback(own);
}

/** Whether a request calls the dashboard by a name of its own. No browser leaves out the `host`; a port may differ. */
export function isOwnHost({ host, site }: Pick<Sender, "host" | "site">): boolean {
  if (host === "") return true;
  const [named, own] = [urlOf(`http://${host}`), urlOf(site)];
  return named?.hostname === own?.hostname || (isLoopback(named) && isLoopback(own));
}

function isLoopback(url: URL | null): boolean {
  return url !== null && LOOPBACK.test(url.hostname);
}

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
