import type { Readable } from "node:stream";
import { AppError } from "@/lib/errors";

/** What a finished upload is, before it is part of the store. */
export type StagedArtifact = {
  /** Lowercase hex, 128 characters: the artifact's address. */
  sha512: string;
  /** `sha512-<base64>`, as `dist.integrity` has it. */
  integrity: string;
  /** Lowercase hex, 40 characters: `dist.shasum`. */
  sha1: string;
  /** Bytes. */
  size: number;
  /** A local file with the bytes, readable until `promote` or `abort`. */
  path: string;
};

/** Takes bytes in order, with backpressure: wait for each `write` before the next. */
export interface ArtifactWriter {
  write(chunk: Uint8Array): Promise<void>;
  /** No more bytes; the result names them. */
  finish(): Promise<StagedArtifact>;
  /** Puts the finished bytes under their digest, durably. Calling it for bytes that are there already is a success. */
  promote(): Promise<void>;
  /** Throws the bytes away. Safe at any time, more than once, and without effect after `promote`. */
  abort(): Promise<void>;
}

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

/** `sha512-<base64>` → hex, or null when the text is not one SHA-512 integrity string. */
export function digestOfIntegrity(integrity: string): string | null {
  const match = /^sha512-([A-Za-z0-9+/]{86}==)$/.exec(integrity);
  if (!match?.[1]) return null;
  const hex = Buffer.from(match[1], "base64").toString("hex");
  return DIGEST.test(hex) ? hex : null;
}
