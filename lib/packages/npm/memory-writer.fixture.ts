import { createHash } from "node:crypto";
import type { ArtifactWriter, StagedArtifact } from "@/lib/packages/npm/staged-artifact";

/** A writer for tests: keeps the bytes, and fails when two writes overlap. */
export class MemoryWriter implements ArtifactWriter {
  readonly chunks: Buffer[] = [];
  state = "open";
  private writing = false;

  async write(chunk: Uint8Array): Promise<void> {
    if (this.writing) throw new Error("no backpressure");
    this.writing = true;
    await Promise.resolve();
    this.chunks.push(Buffer.from(chunk));
    this.writing = false;
  }

  async finish(): Promise<StagedArtifact> {
    this.state = "staged";
    const bytes = Buffer.concat(this.chunks);
    const hash = (name: string) => createHash(name).update(bytes);
    return {
      sha512: hash("sha512").digest("hex"),
      integrity: `sha512-${hash("sha512").digest("base64")}`,
      sha1: hash("sha1").digest("hex"),
      size: bytes.length,
      path: "",
    };
  }

  async promote(): Promise<void> {
    this.state = "kept";
  }

  async abort(): Promise<void> {
    this.state = "gone";
  }
}
