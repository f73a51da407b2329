import { setImmediate } from "node:timers/promises";
import { AppError } from "@/lib/errors";
import { AttachmentScanner } from "@/lib/packages/npm/attachment-scanner";
import { Base64Decoder } from "@/lib/packages/npm/base64-decoder";
import { MAX_JSON_DEPTH, parseBoundedJson, parseCountedJson } from "@/lib/packages/npm/bounded-json";
import { refuse } from "@/lib/packages/npm/refuse";
import { type ByteSource, readBody } from "@/lib/packages/npm/request-body";
import {
  MAX_VERSIONS,
  type PutDocument,
  parsePutDocument,
  parseVersionManifest,
  type VersionManifest,
} from "@/lib/packages/npm/schema";
import type { ArtifactWriter, StagedArtifact } from "@/lib/packages/npm/staged-artifact";

const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
/** One manifest, or the document without its manifests, which has five parts for each of them. */
const PIECE = { maxBytes: 4 * 1024 * 1024, maxParts: 150_000, maxDepth: MAX_JSON_DEPTH };
const BUNDLE = { maxParts: 10_000, maxDepth: MAX_JSON_DEPTH };
const WHAT = "The package document";
/** Limits what one step decodes, for chunks of any size. */
const STEP_BYTES = 16 * 1024;
/** Other requests get their turn after this many milliseconds. */
const TURN_MS = 10;

export type ReadOptions = {
  /** Called at most once, with the first bytes of a tarball: `() => store.create()`. */
  createWriter: () => Promise<ArtifactWriter>;
  /** The decoded tarball's limit, `MAX_PUBLISH_BYTES`. */
  maxBytes: number;
  contentEncoding?: string | undefined;
};

export type ReadTarball = { writer: ArtifactWriter; staged: StagedArtifact };

export type ReadDocument = {
  document: PutDocument;
  /** Finished but not stored: the caller promotes or aborts its writer. Null without a tarball. */
  tarball: ReadTarball | null;
  /** The text of a `*.sigstore` attachment: a provenance bundle in JSON. */
  provenance: string | null;
};

/**
 * Reads the body of `PUT /:pkg` in constant memory: streams the tarball to a writer and returns the rest as a checked
 * document. Aborts the writer on any failure. Errors: VALIDATION, TOO_LARGE, and those of the writer.
 */
export async function readPublishDocument(body: ByteSource, options: ReadOptions): Promise<ReadDocument> {
  const intake = new TarballIntake(options.createWriter, options.maxBytes);
  try {
    const { contentEncoding } = options;
    // Escapes make a body longer than its tarball; the decoded bytes have their own limit.
    const limitBytes = bodyLimit(options.maxBytes) * 2;
    const source = readBody(body, { contentEncoding, limitBytes, what: "request body" });
    const document = await scan(source, intake);
    intake.check(document);
    return { document, tarball: await intake.finish(), provenance: readProvenance(document) };
  } catch (error) {
    await intake.abort();
    throw error;
  }
}

function bodyLimit(maxBytes: number): number {
  return Math.ceil(maxBytes / 3) * 4 + MAX_DOCUMENT_BYTES;
}

/** Refuses a body that cannot fit by its Content-Length, if any. Errors: TOO_LARGE. */
export function assertBodyFits(contentLength: number | undefined, maxBytes: number): void {
  if (contentLength !== undefined && contentLength > bodyLimit(maxBytes)) throw tooLarge(maxBytes);
}

async function scan(source: AsyncIterable<Buffer>, intake: TarballIntake): Promise<PutDocument> {
  const limits = { maxDocumentBytes: MAX_DOCUMENT_BYTES, piece: PIECE };
  const manifests = new Manifests();
  const scanner = new AttachmentScanner(limits, {
    divert: (key) => intake.divert(key),
    onData: (bytes) => intake.onData(bytes),
    onEnd: () => intake.onEnd(),
    onVersion: (version, text) => manifests.add(version, text),
  });
  let began = performance.now();
  for await (const chunk of source) {
    for (let start = 0; start < chunk.length; start += STEP_BYTES) {
      scanner.write(chunk.subarray(start, start + STEP_BYTES));
      await intake.flush();
      if (performance.now() - began < TURN_MS) continue;
      await setImmediate();
      began = performance.now();
    }
  }
  return parsePutDocument(parseCountedJson(scanner.end(), WHAT), (version, value) => manifests.read(version, value));
}

/** The manifests of a document, parsed one by one; of each remains what a write compares. */
class Manifests {
  private readonly found = new Map<string, VersionManifest>();

  add(version: string, text: Buffer): void {
    if (this.found.size >= MAX_VERSIONS) refuse(`"versions" has more than ${MAX_VERSIONS} versions.`);
    this.found.set(version, parseVersionManifest(version, parseCountedJson(text, WHAT)));
  }

  /** `value` stands in the document: an empty object for a manifest that was taken out. */
  read(version: string, value: unknown): VersionManifest {
    const isTakenOut = typeof value === "object" && value !== null && !Array.isArray(value);
    return (isTakenOut ? this.found.get(version) : undefined) ?? parseVersionManifest(version, value);
  }
}

class TarballIntake {
  private readonly decoder = new Base64Decoder();
  private key: string | null = null;
  private pending: Buffer[] = [];
  private bytes = 0;
  private writer: ArtifactWriter | null = null;

  constructor(
    private readonly createWriter: () => Promise<ArtifactWriter>,
    private readonly maxBytes: number,
  ) {}

  divert(attachmentKey: string): boolean {
    if (isProvenance(attachmentKey)) return false;
    if (this.key !== null) refuse("A publish carries exactly one tarball; this one has several attachments.");
    this.key = attachmentKey;
    return true;
  }

  onData(encoded: Buffer): void {
    const decoded = this.decoder.write(encoded);
    this.bytes += decoded.length;
    if (this.bytes > this.maxBytes) throw tooLarge(this.maxBytes);
    if (decoded.length > 0) this.pending.push(decoded);
  }

  onEnd(): void {
    this.decoder.end();
  }

  async flush(): Promise<void> {
    if (this.pending.length === 0) return;
    const pending = this.pending;
    this.pending = [];
    this.writer ??= await this.createWriter();
    for (const chunk of pending) await this.writer.write(chunk);
  }

  /** The parsed document must show the same attachment that was diverted. */
  check(document: PutDocument): void {
    const attachments = Object.entries(document._attachments ?? {});
    if (attachments.length === 0 && this.key === null) return;
    const tarballs = attachments.filter(([key]) => !isProvenance(key));
    const [tarball] = tarballs;
    if (tarball === undefined || tarballs.length > 1 || tarball[0] !== this.key) {
      refuse("The attachments of the publish are contradictory; it must carry exactly one tarball with data.");
    }
    const { content_type: contentType, length } = tarball[1];
    if (contentType !== undefined && !/^application\/(octet-stream|x-gzip|gzip|x-tar|x-tgz)\b/i.test(contentType)) {
      refuse(`The attachment is "${contentType.slice(0, 60)}"; a tarball is application/octet-stream.`);
    }
    if (length !== undefined && length !== this.bytes) {
      refuse(`The attachment promises ${length} bytes and carries ${this.bytes}.`);
    }
    if (this.bytes === 0) refuse("The attached tarball is empty.");
  }

  async finish(): Promise<ReadTarball | null> {
    return this.writer === null ? null : { writer: this.writer, staged: await this.writer.finish() };
  }

  async abort(): Promise<void> {
    await this.writer?.abort();
  }
}

function isProvenance(key: string): boolean {
  return key.endsWith(".sigstore");
}

/** npm sends plain JSON, the published protocol says base64: this reads both. */
function readProvenance(document: PutDocument): string | null {
  const data = Object.entries(document._attachments ?? {}).find(([key]) => isProvenance(key))?.[1].data;
  if (data === undefined) return null;
  const bytes = Buffer.from(data, data.trimStart().startsWith("{") ? "utf8" : "base64");
  const bundle = parseBoundedJson(bytes, BUNDLE, "The attached provenance bundle");
  if (typeof bundle === "object" && bundle !== null && !Array.isArray(bundle)) return bytes.toString("utf8");
  return refuse("The attached provenance bundle is not a JSON object.");
}

function tooLarge(limitBytes: number): AppError {
  return new AppError("TOO_LARGE", { what: "package tarball", limitBytes, setting: "MAX_PUBLISH_BYTES" });
}
