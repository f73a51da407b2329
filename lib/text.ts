/** Makes text storable in Postgres: removes NUL characters and replaces halves of surrogate pairs. */
export function cleanText(text: string): string {
  return text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\uFFFD");
}

const UNCLEAN = /[\0\p{Surrogate}]/u;

/**
 * Whether Postgres can store every text in a value, field names included. Iterates instead of recursing, since the
 * sender chooses the value's depth.
 */
export function isStorable(value: unknown): boolean {
  const left: unknown[] = [value];
  const seen = new Set<object>();
  while (left.length > 0) {
    const item = left.pop();
    if (typeof item === "string") {
      if (UNCLEAN.test(item)) return false;
    } else if (typeof item === "object" && item !== null && !seen.has(item)) {
      seen.add(item);
      if (Array.isArray(item)) for (const one of item) left.push(one);
      else for (const entry of Object.entries(item)) left.push(...entry);
    }
  }
  return true;
}

export const UNSTORABLE = "The text contains a character that cannot be stored. Remove it and try again.";

/** Controls, line ends, and marks that change the order in which text is read. */
const UNRULY = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** Whether text is one line that reads as it is written. */
export function isPlainLine(text: string): boolean {
  return !UNRULY.test(text);
}

/** Spaces, and characters that show nothing: U+2800 is a braille pattern without dots. */
const UNSEEN = /^[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * Whether text can name a person, an organization, a token or a machine: one line that reads as written and shows
 * something. Names stand in mails, headers, logs and lists.
 */
export function isName(text: string): boolean {
  return isPlainLine(text) && !UNSEEN.test(text);
}

/** "a", "a or b", "a, b or c". */
export function inSeries(words: readonly string[], joint: "or" | "and" = "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${joint} ${last}`;
}

/** The text with a capital first letter. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
