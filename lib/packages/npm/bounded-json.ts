import { invalid } from "@/lib/packages/npm/refuse";

/** The limits of one JSON text. `JSON.parse` builds every value and key at once, so they are counted before. */
export type JsonLimits = {
  /** Values and keys together. */
  maxParts: number;
  maxDepth: number;
};

/** Deeper values would exhaust the stack of recursive code. */
export const MAX_JSON_DEPTH = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts what a JSON text opens and separates. Errors: VALIDATION past a limit; `what` starts the sentence. */
export class JsonMeter {
  parts = 0;

  constructor(
    private readonly limits: JsonLimits,
    private readonly what: string,
  ) {}

  /** One more value or key. */
  add(): void {
    this.parts += 1;
    const { maxParts } = this.limits;
    if (this.parts > maxParts) throw invalid(`${this.what} has more than ${maxParts} values and keys.`);
  }

  enter(depth: number): void {
    const { maxDepth } = this.limits;
    if (depth > maxDepth) throw invalid(`${this.what} nests deeper than ${maxDepth} levels.`);
    this.add();
  }
}

/** Parses JSON from UTF-8 bytes, after counting. Errors: VALIDATION; `what` starts the sentence. */
export function parseBoundedJson(bytes: Buffer, limits: JsonLimits, what: string): unknown {
  measure(bytes, new JsonMeter(limits, what));
  return parseCountedJson(bytes, what);
}

/** The same for bytes that were counted before. */
export function parseCountedJson(bytes: Buffer, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw invalid(`${what} is not valid JSON.`);
  }
}

function measure(bytes: Buffer, meter: JsonMeter): void {
  let depth = 0;
  for (let index = 0; index < bytes.length; index++) {
    switch (bytes[index]) {
      case QUOTE:
        index = endOfString(bytes, index + 1);
        break;
      case 0x7b:
      case 0x5b:
        depth += 1;
        meter.enter(depth);
        break;
      case 0x7d:
      case 0x5d:
        depth -= 1;
        break;
      case 0x2c:
      case 0x3a:
        meter.add();
        break;
    }
  }
}

/** The index of the quote that ends a string; the text's length when none does. */
function endOfString(bytes: Buffer, start: number): number {
  let index = start;
  while (index < bytes.length && bytes[index] !== QUOTE) index += bytes[index] === BACKSLASH ? 2 : 1;
  return index;
}
