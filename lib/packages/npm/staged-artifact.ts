/** A finished upload that is not yet part of the store. */
export type StagedArtifact = {
  /** Lowercase hex, 128 characters: the artifact's address. */
  sha512: string;
  /** `sha512-<base64>`, as in `dist.integrity`. */
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
  /** Ends the upload and returns its digests. */
  finish(): Promise<StagedArtifact>;
  /** Stores the finished bytes under their digest, durably. Succeeds if they are stored already. */
  promote(): Promise<void>;
  /** Discards the bytes. Safe at any time, more than once, and without effect after `promote`. */
  abort(): Promise<void>;
}
