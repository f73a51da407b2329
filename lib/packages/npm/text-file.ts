/** Byte order marks and their encodings; the marks are no part of the text. */
const MARKS = [
  { mark: [0xff, 0xfe], encoding: "utf-16le" },
  { mark: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

/** A text in another encoding has a few characters that UTF-8 cannot read; in binary content they are many. */
const MOST_UNREADABLE = 10;
const READABLE_TIMES = 10;

/**
 * Decodes a text file: UTF-16 by its mark, else UTF-8. Null for binary content. A cut may split the last character; the
 * decoder drops the half.
 */
export function decodeText(bytes: Buffer, truncated: boolean): string | null {
  const marked = MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  const text = new TextDecoder(marked?.encoding ?? "utf-8").decode(bytes, { stream: truncated });
  const unreadable = text.match(/[\0\uFFFD]/g)?.length ?? 0;
  return unreadable > MOST_UNREADABLE && unreadable * READABLE_TIMES > text.length ? null : text;
}
