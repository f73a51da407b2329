import { createHash } from "node:crypto";

/**
 * `<n>-<hash>`: opaque to clients, but it grows, and some tools split it at the hyphen. The hash binds it to the
 * package, so that another package's revision never matches.
 */
export function formatRevision(name: string, revision: number): string {
  const hash = createHash("sha256").update(`${name}\n${revision}`).digest("hex");
  return `${revision}-${hash.slice(0, 32)}`;
}

/** Reads the number in a revision of this package; null for any other text. */
export function parseRevision(name: string, text: string): number | null {
  const number = Number.parseInt(/^(\d{1,15})-[0-9a-f]{32}$/.exec(text)?.[1] ?? "", 10);
  return Number.isSafeInteger(number) && formatRevision(name, number) === text ? number : null;
}
