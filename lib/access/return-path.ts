const BASE = "http://own.invalid";

/**
 * Where to go after signing in: a path of this origin, or `fallback`. Resolved the way a browser resolves it, because
 * `//host`, `/\host`, tabs and `@host` all read as other hosts in one place or another.
 */
export function returnPath(wanted: string | null | undefined, fallback = "/overview"): string {
  if (!wanted?.startsWith("/") || wanted.length > 2_000) return fallback;
  try {
    const url = new URL(wanted, BASE);
    const path = `${url.pathname}${url.search}${url.hash}`;
    return url.origin === BASE && !path.startsWith("//") && !isSignInPath(url.pathname) ? path : fallback;
  } catch {
    return fallback;
  }
}

/** Coming back to the sign-in pages or a machine's address after signing in would strand a person. */
function isSignInPath(path: string): boolean {
  return /^\/(sign-in|api|dev)(\/|$)/.test(path);
}
