const BASE = "http://own.invalid";

/**
 * Returns where to go after signing in: a path of this origin, or `fallback`. Resolves the way a browser does, because
 * `//host`, `/\host`, tabs and `@host` each read as another host somewhere.
 */
export function returnPath(wanted: string | null | undefined, fallback = "/overview"): string {
  if (!wanted?.startsWith("/") || wanted.length > 2_000) return fallback;
  try {
    const url = new URL(wanted, BASE);
    const path = `${url.pathname}${url.search}${url.hash}`;
    // Pages are found by the decoded path: `/%73ign-in` is `/sign-in`.
    const found = decodeURIComponent(url.pathname);
    return url.origin === BASE && !path.startsWith("//") && !isSignInPath(found) ? path : fallback;
  } catch {
    return fallback;
  }
}

/** A person who signed in must not be sent back to the sign-in pages or to an address for machines. */
function isSignInPath(path: string): boolean {
  return /^\/(sign-in|api|dev)(\/|$)/.test(path);
}
