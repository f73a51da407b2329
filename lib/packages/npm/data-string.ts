import { refuse } from "@/lib/packages/npm/refuse";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const UNICODE = 0x75;
const UNICODE_LENGTH = 5;

const ESCAPES: ReadonlyMap<number, number> = new Map(
  Object.entries({ '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }).map(
    ([from, to]): [number, number] => [from.charCodeAt(0), to.charCodeAt(0)],
  ),
);

/** Reads the inside of one JSON string of any length in pieces: base64, so ASCII only. Errors: VALIDATION. */
export class DataString {
  /** The bytes after a backslash, until they name a character; null outside an escape. */
  private escape: number[] | null = null;

  /** Passes the bytes on, escapes resolved; they alias the input. Returns the index of the closing quote, or the end. */
  read(chunk: Buffer, start: number, take: (bytes: Buffer) => void): number {
    if (this.escape === null) {
      const quote = chunk.indexOf(QUOTE, start);
      const end = quote < 0 ? chunk.length : quote;
      const plain = chunk.subarray(start, end);
      if (!plain.includes(BACKSLASH)) {
        if (plain.length > 0) take(plain);
        return end;
      }
    }
    return this.readEscaped(chunk, start, take);
  }

  /** Some writers escape the slash of base64. */
  private readEscaped(chunk: Buffer, start: number, take: (bytes: Buffer) => void): number {
    const plain = Buffer.allocUnsafe(chunk.length - start);
    let length = 0;
    let index = start;
    for (; index < chunk.length; index++) {
      const byte = chunk[index] ?? 0;
      if (this.escape !== null) {
        const resolved = this.resolve(this.escape, byte);
        if (resolved !== null) plain[length++] = resolved;
      } else if (byte === BACKSLASH) {
        this.escape = [];
      } else if (byte === QUOTE) {
        break;
      } else {
        plain[length++] = byte;
      }
    }
    if (length > 0) take(plain.subarray(0, length));

    return index;
  }

  private resolve(begun: number[], byte: number): number | null {
    begun.push(byte);
    const unicode = begun[0] === UNICODE;
    if (unicode && begun.length < UNICODE_LENGTH) return null;
    const text = Buffer.from(begun).toString("latin1");
    this.escape = null;
    const resolved = unicode ? Number.parseInt(/^u([0-9a-f]{4})$/i.exec(text)?.[1] ?? "", 16) : ESCAPES.get(byte);
    if (resolved === undefined || !(resolved < 0x80)) refuse("The attached tarball is not valid base64.");
    return resolved;
  }
}
