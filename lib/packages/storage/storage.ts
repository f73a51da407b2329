import type { Readable } from "node:stream";
import { AppError } from "@/lib/errors";
import type { ArtifactWriter } from "@/lib/packages/npm/staged-artifact";

export type ArtifactRange = { start: number /** Inclusive. */; end: number };
export type ArtifactStat = { size: number; modifiedAt: Date };
export type StoredArtifact = ArtifactStat & { digest: string };

/**
 * Where tarballs live, by the hex of their SHA-512. Implementations: a folder on a disk, later an object store.
 * `promote` before the database commits; what a failed commit leaves is found by `list` and removed by the cleanup.
 */
export interface ArtifactStore {
  create(): Promise<ArtifactWriter>;
  /** `size` is the whole artifact's, also when a range is read. Errors: NOT_FOUND, VALIDATION for a range outside it. */
  open(digest: string, range?: ArtifactRange): Promise<{ stream: Readable; size: number }>;
  stat(digest: string): Promise<ArtifactStat | null>;
  /** Removing what is not there is a success. */
  remove(digest: string): Promise<void>;
  /** A page in digest order, for reconciliation; continue with `next` until it is null. */
  list(after?: string): Promise<{ artifacts: StoredArtifact[]; next: string | null }>;
}

const DIGEST = /^[0-9a-f]{128}$/;

/** Guards every path that is built from a digest. */
export function assertDigest(digest: string): string {
  if (!DIGEST.test(digest)) throw new AppError("VALIDATION", { message: "The artifact's digest is malformed." });
  return digest;
}
