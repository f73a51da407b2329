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
