const BLOCK_BYTES = 64 * 1024;

/** Collects bytes in its own blocks, so that a sender of one-byte chunks does not cost an object for each. */
export class ByteCollector {
  private readonly full: Buffer[] = [];
  private block = Buffer.alloc(0);
  private used = 0;
  length = 0;

  add(bytes: Uint8Array): void {
    this.length += bytes.byteLength;
    let offset = 0;
    while (offset < bytes.byteLength) {
      if (this.used === this.block.length) this.nextBlock();
      const part = bytes.subarray(offset, offset + this.block.length - this.used);
      this.block.set(part, this.used);
      this.used += part.byteLength;
      offset += part.byteLength;
    }
  }

  bytes(): Buffer {
    return Buffer.concat([...this.full, this.block.subarray(0, this.used)], this.length);
  }

  /** The first block is small, because most documents are. */
  private nextBlock(): void {
    if (this.used > 0) this.full.push(this.block);
    this.block = Buffer.allocUnsafe(this.full.length === 0 ? 4096 : BLOCK_BYTES);
    this.used = 0;
  }
}
