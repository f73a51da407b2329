import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ArtifactWriter, StagedArtifact } from "@/lib/packages/npm/staged-artifact";

type Places = { temporary: string; placeOf: (digest: string) => string };

/** Writes to a temporary folder on the same file system, so that promoting is one rename. */
export async function createArtifactWriter(places: Places): Promise<ArtifactWriter> {
  await mkdir(places.temporary, { recursive: true });
  const path = join(places.temporary, `upload-${randomUUID()}`);
  return new DiskWriter(path, await open(path, "wx", 0o600), places);
}

class DiskWriter implements ArtifactWriter {
  private readonly sha512 = createHash("sha512");
  private readonly sha1 = createHash("sha1");
  private size = 0;
  private state: "open" | "staged" | "kept" | "gone" = "open";
  private staged: StagedArtifact | null = null;

  constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly places: Places,
  ) {}

  async write(chunk: Uint8Array): Promise<void> {
    this.expect("open");
    this.sha512.update(chunk);
    this.sha1.update(chunk);
    this.size += chunk.byteLength;
    let offset = 0;
    while (offset < chunk.byteLength) {
      const { bytesWritten } = await this.file.write(chunk, offset, chunk.byteLength - offset);
      offset += bytesWritten;
    }
  }

  async finish(): Promise<StagedArtifact> {
    this.expect("open");
    await this.file.sync();
    await this.file.close();
    const digest = this.sha512.digest();
    this.staged = {
      sha512: digest.toString("hex"),
      integrity: `sha512-${digest.toString("base64")}`,
      sha1: this.sha1.digest("hex"),
      size: this.size,
      path: this.path,
    };
    this.state = "staged";
    return this.staged;
  }

  async promote(): Promise<void> {
    if (this.state === "kept") return;
    this.expect("staged");
    if (this.staged === null) throw new Error("An artifact without a digest cannot be promoted.");
    const target = this.places.placeOf(this.staged.sha512);
    const folder = dirname(target);
    const created = await mkdir(folder, { recursive: true });
    // Replaces an existing file too: the bytes are equal, and the new date protects it from the orphan cleanup.
    await rename(this.path, target);
    this.state = "kept";
    // A new folder is durable only when its parent is synced: up to the parent of the highest new folder.
    const top = created === undefined ? folder : dirname(created);
    for (let at = folder; at.length >= top.length; at = dirname(at)) await syncFolder(at);
  }

  async abort(): Promise<void> {
    if (this.state === "kept" || this.state === "gone") return;
    if (this.state === "open") await this.file.close().catch(() => undefined);
    this.state = "gone";
    await rm(this.path, { force: true });
  }

  private expect(state: "open" | "staged"): void {
    if (this.state !== state) throw new Error(`The artifact writer is ${this.state}; this step needs it ${state}.`);
  }
}

/** A rename is durable only when the folders that contain the file are synced. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
