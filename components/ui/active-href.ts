export type NavTarget = { href: string; exact?: boolean | undefined };

/** The target of a path: the longest one that equals it or is a parent folder of it; `exact` ones must be equal. */
export function activeHref(pathname: string, targets: readonly NavTarget[]): string | null {
  let best: string | null = null;
  for (const { href, exact } of targets) {
    const path = href.split(/[?#]/, 1)[0] ?? href;
    const inside = pathname === path || (!exact && pathname.startsWith(path.endsWith("/") ? path : `${path}/`));
    if (inside && (best === null || href.length > best.length)) best = href;
  }
  return best;
}
