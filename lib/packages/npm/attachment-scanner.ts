import { AppError } from "@/lib/errors";
import { ByteCollector } from "@/lib/packages/npm/byte-collector";
import { refuse } from "@/lib/packages/npm/refuse";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MAX_KEY_BYTES = 1024;
const ESCAPES: ReadonlyMap<number, number> = new Map(
  Object.entries({ '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }).map(
    ([from, to]): [number, number] => [from.charCodeAt(0), to.charCodeAt(0)],
  ),
);

type Limits = { maxDepth: number; maxDocumentBytes: number };
type Handlers = {
  /** Whether to divert the data of this attachment out of the document. */
  divert(attachmentKey: string): boolean;
  /** Bytes of the diverted string, with JSON escapes resolved; they alias the input. */
  onData(bytes: Buffer): void;
  onEnd(): void;
};

type Mode = "structure" | "string" | "escape" | "data" | "data-escape";

/**
 * Scans a JSON document of any size, byte by byte, and takes out the string at `_attachments.<key>.data`. `JSON.parse`
 * then checks the remaining document (with `""` in its place), so text that only this scanner would accept is never
 * accepted.
 */
export class AttachmentScanner {
  private mode: Mode = "structure";
  private readonly objects: boolean[] = [];
  private expectKey = false;
  /** The keys that lead to the current value, for the first three levels only. */
  private readonly keys: string[] = [];
  private keyParts: Buffer[] | null = null;
  private escape: number[] = [];
  private readonly rest = new ByteCollector();

  constructor(
    private readonly limits: Limits,
    private readonly handlers: Handlers,
  ) {}

  write(chunk: Buffer): void {
    let from = 0;
    let index = 0;
    while (index < chunk.length) {
      if (this.mode === "data" || this.mode === "data-escape") {
        index = this.readData(chunk, index);
        from = index;
      } else if (this.mode === "structure") {
        index = this.readStructure(chunk, index);
        if (this.isDiverting()) this.keep(chunk.subarray(from, index));
      } else {
        index = this.readString(chunk, index);
      }
    }
    if (!this.isDiverting()) this.keep(chunk.subarray(from));
  }

  /** Returns the document without the diverted data. Errors: VALIDATION when the text ended inside it. */
  end(): Buffer {
    if (this.mode !== "structure" || this.objects.length > 0) refuse("The request body ended before its JSON did.");
    return this.rest.bytes();
  }

  private isDiverting(): boolean {
    return this.mode === "data" || this.mode === "data-escape";
  }

  private readStructure(chunk: Buffer, start: number): number {
    for (let index = start; index < chunk.length; index++) {
      switch (chunk[index]) {
        case QUOTE:
          this.startString();
          return index + 1;
        case 0x7b:
          this.open(true);
          break;
        case 0x5b:
          this.open(false);
          break;
        case 0x7d:
        case 0x5d:
          if (this.objects.pop() === undefined) refuse("The request body is not valid JSON.");
          this.expectKey = false;
          break;
        case 0x2c:
          this.expectKey = this.objects.at(-1) === true;
          break;
        case 0x3a:
          this.expectKey = false;
          break;
      }
    }
    return chunk.length;
  }

  private open(object: boolean): void {
    if (this.objects.length >= this.limits.maxDepth) {
      refuse(`The request body nests deeper than ${this.limits.maxDepth} levels.`);
    }
    this.objects.push(object);
    this.expectKey = object;
    if (this.objects.length <= 3) this.keys[this.objects.length - 1] = "";
  }

  private startString(): void {
    const depth = this.objects.length;
    if (this.expectKey) {
      const relevant = depth === 1 || (depth <= 3 && this.keys[0] === "_attachments");
      this.keyParts = relevant ? [] : null;
      this.mode = "string";
    } else if (
      depth === 3 &&
      this.keys[0] === "_attachments" &&
      this.keys[2] === "data" &&
      this.handlers.divert(this.keys[1] ?? "")
    ) {
      this.mode = "data";
    } else {
      this.mode = "string";
    }
  }

  private readString(chunk: Buffer, start: number): number {
    let index = start;
    if (this.mode === "escape") {
      index += 1;
      this.mode = "string";
    }

    for (; index < chunk.length; index++) {
      const byte = chunk[index];
      if (byte === BACKSLASH) {
        index += 1;
        if (index === chunk.length) this.mode = "escape";
      } else if (byte === QUOTE) {
        this.collectKey(chunk.subarray(start, index));
        this.endKey();
        this.mode = "structure";
        return index + 1;
      }
    }
    this.collectKey(chunk.subarray(start));

    return chunk.length;
  }

  private collectKey(part: Buffer): void {
    if (this.keyParts === null) return;
    this.keyParts.push(Buffer.from(part));
    const length = this.keyParts.reduce((sum, { length }) => sum + length, 0);
    if (length > MAX_KEY_BYTES) refuse(`A key of the request body is longer than ${MAX_KEY_BYTES} bytes.`);
  }

  private endKey(): void {
    if (this.keyParts === null) return;
    const text = Buffer.concat(this.keyParts).toString("utf8");
    this.keyParts = null;
    this.keys[this.objects.length - 1] = text.includes("\\") ? unescapeKey(text) : text;
  }

  private readData(chunk: Buffer, start: number): number {
    if (this.mode === "data") {
      const quote = chunk.indexOf(QUOTE, start);
      const end = quote < 0 ? chunk.length : quote;
      const plain = chunk.subarray(start, end);
      if (!plain.includes(BACKSLASH)) {
        if (plain.length > 0) this.handlers.onData(plain);
        if (quote >= 0) this.endData();
        return end;
      }
    }
    return this.readEscapedData(chunk, start);
  }

  /** Some writers escape the slash of base64. Leaves the closing quote for the document. */
  private readEscapedData(chunk: Buffer, start: number): number {
    const plain = Buffer.allocUnsafe(chunk.length - start);
    let length = 0;
    let index = start;
    for (; index < chunk.length; index++) {
      const byte = chunk[index] ?? 0;
      if (this.mode === "data-escape") {
        const resolved = this.resolveEscape(byte);
        if (resolved !== null) plain[length++] = resolved;
      } else if (byte === BACKSLASH) {
        this.mode = "data-escape";
      } else if (byte === QUOTE) {
        break;
      } else {
        plain[length++] = byte;
      }
    }
    if (length > 0) this.handlers.onData(plain.subarray(0, length));
    if (index < chunk.length) this.endData();

    return index;
  }

  private resolveEscape(byte: number): number | null {
    this.escape.push(byte);
    const unicode = this.escape[0] === 0x75;
    if (unicode && this.escape.length < 5) return null;
    const text = Buffer.from(this.escape).toString("latin1");
    this.escape = [];
    this.mode = "data";
    const resolved = unicode ? Number.parseInt(/^u([0-9a-f]{4})$/i.exec(text)?.[1] ?? "", 16) : ESCAPES.get(byte);
    if (resolved === undefined || !(resolved < 0x80)) refuse("The attached tarball is not valid base64.");
    return resolved;
  }

  /** The next byte is the closing quote, which stays in the document to end the empty string. */
  private endData(): void {
    this.mode = "string";
    this.keyParts = null;
    this.handlers.onEnd();
  }

  private keep(bytes: Buffer): void {
    const { maxDocumentBytes } = this.limits;
    if (this.rest.length + bytes.length > maxDocumentBytes) {
      throw new AppError("TOO_LARGE", { what: "package document", limitBytes: maxDocumentBytes });
    }
    this.rest.add(bytes);
  }
}

function unescapeKey(text: string): string {
  try {
    const key: unknown = JSON.parse(`"${text}"`);
    if (typeof key === "string") return key;
  } catch {}
  return refuse("The request body is not valid JSON.");
}
