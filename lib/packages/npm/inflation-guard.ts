import { invalid } from "@/lib/packages/npm/refuse";

/** Real packages and documents inflate to 3 to 30 times their size, deflate allows 1,032. */
const MOST_TIMES = 100;
/** Compares compressed with inflated bytes as they pass, so that a sender pays for the work that a bomb makes. */
export class InflationGuard {
  private compressed = 0;
  private inflated = 0;

  /** The ratio counts above `freeBytes`; `what` starts the sentence of the refusal. */
  constructor(
    private readonly what: string,
    private readonly freeBytes: number,
  ) {}

  async *watch(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of source) {
      this.compressed += chunk.byteLength;
      yield chunk;
    }
  }

  /** Returns the inflated chunk. Errors: VALIDATION. */
  grow<T extends Uint8Array>(chunk: T): T {
    this.inflated += chunk.byteLength;
    if (this.inflated > this.freeBytes + MOST_TIMES * this.compressed) {
      throw invalid(`${this.what} unpacks to more than ${MOST_TIMES} times its size.`);
    }
    return chunk;
  }
}
