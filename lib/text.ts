/** Text that Postgres can store: without NUL characters, with halves of surrogate pairs replaced. */
export function cleanText(text: string): string {
  return text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\uFFFD");
}

/**
 * Whether Postgres can store every text in a value, the names of fields included. Walks without recursion, since
 * whoever sent the value chose its depth.
 */
export function isStorable(value: unknown): boolean {
  const left: unknown[] = [value];
  const seen = new Set<object>();
  while (left.length > 0) {
    const item = left.pop();
    if (typeof item === "string") {
      if (item !== cleanText(item)) return false;
    } else if (typeof item === "object" && item !== null && !seen.has(item)) {
      seen.add(item);
      for (const entry of Object.entries(item)) left.push(...entry);
    }
  }
  return true;
}

export const UNSTORABLE = "The text contains a character that cannot be stored. Remove it and try again.";

/** Controls and line ends, and the marks that make text read in another order than it is written. */
const UNRULY = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** Whether a name is one line that reads as it is written: it stands in mails, headers, logs and lists. */
export function isPlainLine(text: string): boolean {
  return !UNRULY.test(text);
}

/** "a", "a or b", "a, b or c". */
export function inSeries(words: readonly string[], joint: "or" | "and" = "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${joint} ${last}`;
}

/** The text with its first letter as a sentence begins. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
