/** Answers a form with a redirect. A path keeps the origin by which the browser reached us. */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  return withCookies(new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } }), cookies);
}

/**
 * Sends the browser to another origin after a form, by a page that goes on by itself: browsers apply the policy
 * `form-action`, which allows this origin only, to redirects after a form.
 */
export function leaveFor(location: string, cookies: readonly string[]): Response {
  const href = location.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Going on</title><p><a href="${href}">Go on to sign in</a></p></html>`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    refresh: `0;url=${location}`,
  };
  return withCookies(new Response(page, { status: 200, headers }), cookies);
}

export function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}

export function isForm(request: Request): boolean {
  return /^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(request.headers.get("content-type") ?? "");
}
