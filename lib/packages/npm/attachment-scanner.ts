import { AppError } from "@/lib/errors";
import { type JsonLimits, JsonMeter } from "@/lib/packages/npm/bounded-json";
import { ByteCollector } from "@/lib/packages/npm/byte-collector";
import { DataString } from "@/lib/packages/npm/data-string";
import { refuse } from "@/lib/packages/npm/refuse";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MAX_KEY_BYTES = 1024;
const WHAT = "The package document";

type Limits = {
  /** Bytes of the whole document without the diverted data. */
  maxDocumentBytes: number;
  /** Of each manifest, and of the document without its manifests: what `JSON.parse` builds at once. */
  piece: JsonLimits & { maxBytes: number };
};
type Handlers = {
  /** Whether to divert the data of this attachment out of the document. */
  divert(attachmentKey: string): boolean;
  /** Bytes of the diverted string, with JSON escapes resolved; they alias the input. */
  onData(bytes: Buffer): void;
  onEnd(): void;
  /** The JSON text of `versions.<version>`. A repeated key means its last value. */
  onVersion(version: string, manifest: Buffer): void;
};

/** What a piece of text is being read as; `data` is the diverted string. */
type Mode = "structure" | "string" | "escape" | "data";

class Piece {
  readonly text = new ByteCollector();
  readonly meter: JsonMeter;

  constructor(readonly limits: Limits["piece"]) {
    this.meter = new JsonMeter(limits, WHAT);
  }
}

/**
 * Scans a JSON document of any size, byte by byte. Takes out the string at `_attachments.<key>.data` and the objects at
 * `versions.<key>`, so that nothing large is built at once. `JSON.parse` checks each piece and the remaining document
 * (with `""` and `{}` in their place), so text that only this scanner would accept is never accepted.
 */
export class AttachmentScanner {
  private mode: Mode = "structure";
  private readonly objects: boolean[] = [];
  private expectKey = false;
  /** The keys that lead to the current value, for the first three levels only. */
  private readonly keys: string[] = [];
  private keyParts: Buffer[] | null = null;
  private readonly rest: Piece;
  private version: Piece | null = null;
  private readonly data = new DataString();
  private length = 0;

  constructor(
    private readonly limits: Limits,
    private readonly handlers: Handlers,
  ) {
    this.rest = new Piece(limits.piece);
  }

  write(chunk: Buffer): void {
    let from = 0;
    let index = 0;
    while (index < chunk.length) {
      const piece = this.piece();
      index = this.step(chunk, index);
      const ended = piece === this.version && this.objects.length === 2;
      if (piece === this.piece() && !ended) continue;
      this.keep(piece, chunk.subarray(from, index));
      from = index;
      if (ended && piece !== null) this.endVersion(piece);
    }
    this.keep(this.piece(), chunk.subarray(from));
  }

  /** Returns the document without what was taken out. Errors: VALIDATION when the text ended inside it. */
  end(): Buffer {
    if (this.mode !== "structure" || this.objects.length > 0) refuse("The request body ended before its JSON did.");
    return this.rest.text.bytes();
  }

  /** Where the bytes go; null for the diverted data. */
  private piece(): Piece | null {
    return this.mode === "data" ? null : (this.version ?? this.rest);
  }

  private step(chunk: Buffer, index: number): number {
    if (this.mode === "structure") return this.readStructure(chunk, index);
    return this.mode === "data" ? this.readData(chunk, index) : this.readString(chunk, index);
  }

  private readStructure(chunk: Buffer, start: number): number {
    for (let index = start; index < chunk.length; index++) {
      switch (chunk[index]) {
        case QUOTE:
          this.startString();
          return index + 1;
        case 0x7b:
          if (this.beginsVersion()) return index;
          this.open(true);
          break;
        case 0x5b:
          this.open(false);
          break;
        case 0x7d:
        case 0x5d:
          if (this.objects.pop() === undefined) refuse("The request body is not valid JSON.");
          this.expectKey = false;
          if (this.version !== null && this.objects.length === 2) return index + 1;
          break;
        case 0x2c:
          this.meter().add();
          this.expectKey = this.objects.at(-1) === true;
          break;
        case 0x3a:
          this.meter().add();
          this.expectKey = false;
          break;
      }
    }
    return chunk.length;
  }

  private meter(): JsonMeter {
    return (this.version ?? this.rest).meter;
  }

  /** Whether the next brace opens `versions.<key>`; its bytes then go to a piece of its own. */
  private beginsVersion(): boolean {
    if (this.version !== null || this.objects.length !== 2 || this.expectKey) return false;
    if (this.keys[0] !== "versions" || !this.objects.every(Boolean)) return false;
    this.version = new Piece(this.limits.piece);
    return true;
  }

  private endVersion(piece: Piece): void {
    this.version = null;
    this.handlers.onVersion(this.keys[1] ?? "", piece.text.bytes());
    this.rest.text.add(Buffer.from("{}"));
  }

  private open(object: boolean): void {
    this.objects.push(object);
    const depth = this.objects.length;
    this.meter().enter(depth);
    this.expectKey = object;
    if (depth <= 3) this.keys[depth - 1] = "";
  }

  private startString(): void {
    const depth = this.objects.length;
    const [first, second = "", third] = this.keys;
    if (this.expectKey) {
      const relevant = depth === 1 || (depth === 2 && first === "versions") || (depth <= 3 && first === "_attachments");
      this.keyParts = relevant ? [] : null;
      this.mode = "string";
      return;
    }
    const isData = depth === 3 && first === "_attachments" && third === "data";
    this.mode = isData && this.handlers.divert(second) ? "data" : "string";
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

  /** Leaves the closing quote for the document, where it ends the empty string. */
  private readData(chunk: Buffer, start: number): number {
    const end = this.data.read(chunk, start, (bytes) => this.handlers.onData(bytes));
    if (end === chunk.length) return end;
    this.mode = "string";
    this.keyParts = null;
    this.handlers.onEnd();
    return end;
  }

  private keep(piece: Piece | null, bytes: Buffer): void {
    if (piece === null) return;
    this.length += bytes.length;
    piece.text.add(bytes);
    refuseAbove(this.limits.maxDocumentBytes, this.length, "package document");
    const what = piece === this.rest ? "package document without its manifests" : "package manifest";
    refuseAbove(this.limits.piece.maxBytes, piece.text.length, what);
  }
}

function refuseAbove(limitBytes: number, bytes: number, what: string): void {
  if (bytes > limitBytes) throw new AppError("TOO_LARGE", { what, limitBytes });
}

function unescapeKey(text: string): string {
  try {
    const key: unknown = JSON.parse(`"${text}"`);
    if (typeof key === "string") return key;
  } catch {}
  return refuse("The request body is not valid JSON.");
}
