import type { Readable } from "node:stream";
import { AppError } from "@/lib/errors";
import type { ArtifactWriter } from "@/lib/packages/npm/staged-artifact";

export type ArtifactRange = { start: number /** Inclusive. */; end: number };
export type ArtifactStat = { size: number; modifiedAt: Date };
export type StoredArtifact = ArtifactStat & { digest: string };

/**
 * Stores tarballs by the hex of their SHA-512: in a folder on a disk, later in an object store. Call `promote` before
 * the database commits; after a failed commit the cleanup finds the bytes by `list` and removes them.
 */
export interface ArtifactStore {
  create(): Promise<ArtifactWriter>;
  /** `size` is the whole artifact's, even for a range. Errors: NOT_FOUND, VALIDATION for a range outside it. */
  open(digest: string, range?: ArtifactRange): Promise<{ stream: Readable; size: number }>;
  stat(digest: string): Promise<ArtifactStat | null>;
  /** Succeeds if it is missing already. */
  remove(digest: string): Promise<void>;
  /** A page in digest order, for the cleanup; continue with `next` until it is null. */
  list(after?: string): Promise<{ artifacts: StoredArtifact[]; next: string | null }>;
}

const DIGEST = /^[0-9a-f]{128}$/;

/** Guards every path built from a digest. */
export function assertDigest(digest: string): string {
  if (!DIGEST.test(digest)) throw new AppError("VALIDATION", { message: "The artifact's digest is malformed." });
  return digest;
}
