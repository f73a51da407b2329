import "server-only";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { realNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { ArtifactWriter } from "@/lib/packages/npm/staged-artifact";
import { createArtifactWriter } from "@/lib/packages/storage/artifact-writer";
import {
  type ArtifactRange,
  type ArtifactStat,
  type ArtifactStore,
  assertDigest,
  type StoredArtifact,
} from "@/lib/packages/storage/storage";

/** Each chunk of a large artifact passes from the file to the socket as it was read. */
const CHUNK_BYTES = 256 * 1024;
const HEX_PAIR = /^[0-9a-f]{2}$/;

/** Stores artifacts in a folder: `sha512/ab/cd/<hex>`, uploads in `tmp/` on the same file system. */
export class DiskArtifactStore implements ArtifactStore {
  private readonly temporary: string;
  private readonly content: string;

  constructor(root: string) {
    this.temporary = join(resolve(root), "tmp");
    this.content = join(resolve(root), "sha512");
  }

  create(): Promise<ArtifactWriter> {
    return createArtifactWriter({
      temporary: this.temporary,
      placeOf: (digest) => this.placeOf(digest),
    });
  }

  async open(digest: string, range?: ArtifactRange): Promise<{ stream: Readable; size: number }> {
    const file = await open(this.placeOf(digest), "r").catch(missingAsNull);
    if (file === null) throw new AppError("NOT_FOUND", { noun: "artifact" });
    try {
      const { size } = await file.stat();
      if (range === undefined) return { stream: file.createReadStream({ highWaterMark: CHUNK_BYTES }), size };
      const { start, end } = range;
      if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start || end >= size) {
        throw new AppError("VALIDATION", { message: `The range ${start}-${end} lies outside the ${size} bytes.` });
      }
      return { stream: file.createReadStream({ start, end, highWaterMark: CHUNK_BYTES }), size };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async stat(digest: string): Promise<ArtifactStat | null> {
    const found = await stat(this.placeOf(digest)).catch(missingAsNull);
    return found === null ? null : { size: found.size, modifiedAt: found.mtime };
  }

  async remove(digest: string): Promise<void> {
    await rm(this.placeOf(digest), { force: true });
  }

  /** One page is one second-level folder, so that walking a store of any size takes little memory. */
  async list(after?: string): Promise<{ artifacts: StoredArtifact[]; next: string | null }> {
    const from = after === undefined ? "" : assertDigest(after);
    for (const first of await this.pairs(this.content, from.slice(0, 2))) {
      const floor = first === from.slice(0, 2) ? from.slice(2, 4) : "";
      for (const second of await this.pairs(join(this.content, first), floor)) {
        const digests = (await names(join(this.content, first, second))).filter((digest) => digest > from);
        const artifacts: StoredArtifact[] = [];
        for (const digest of digests) {
          const found = await this.stat(digest);
          if (found !== null) artifacts.push({ digest, ...found });
        }
        const last = artifacts.at(-1);
        if (last !== undefined) return { artifacts, next: last.digest };
      }
    }
    return { artifacts: [], next: null };
  }

  /** Removes unfinished uploads last written at least `olderThanMs` ago. Returns how many. */
  async sweepTemporary(olderThanMs: number): Promise<number> {
    await mkdir(this.temporary, { recursive: true });
    const limit = realNow().getTime() - olderThanMs;
    let removed = 0;
    for (const name of await names(this.temporary)) {
      const path = join(this.temporary, name);
      const found = await stat(path).catch(missingAsNull);
      if (found === null || !name.startsWith("upload-") || found.mtimeMs > limit) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }

  private placeOf(digest: string): string {
    assertDigest(digest);
    return join(this.content, digest.slice(0, 2), digest.slice(2, 4), digest);
  }

  private async pairs(folder: string, from: string): Promise<string[]> {
    return (await names(folder)).filter((name) => HEX_PAIR.test(name) && name >= from);
  }
}

async function names(folder: string): Promise<string[]> {
  const found = await readdir(folder).catch(missingAsNull);
  return found === null ? [] : found.sort();
}

function missingAsNull(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
