import { AppError } from "@/lib/errors";
import { AttachmentScanner } from "@/lib/packages/npm/attachment-scanner";
import { Base64Decoder } from "@/lib/packages/npm/base64-decoder";
import { refuse } from "@/lib/packages/npm/refuse";
import { type ByteSource, parseJson, readBody } from "@/lib/packages/npm/request-body";
import { type PutDocument, parsePutDocument } from "@/lib/packages/npm/schema";
import type { ArtifactWriter, StagedArtifact } from "@/lib/packages/npm/staged-artifact";

const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
const MAX_DEPTH = 100;
/** Limits what one step decodes, for chunks of any size. */
const STEP_BYTES = 64 * 1024;

export type ReadOptions = {
  /** Called at most once, with the first bytes of a tarball: `() => store.create()`. */
  createWriter: () => Promise<ArtifactWriter>;
  /** The decoded tarball's limit, `MAX_PUBLISH_BYTES`. */
  maxBytes: number;
  contentEncoding?: string | undefined;
  /** The request's Content-Length, for an early refusal of a body over the limit. */
  contentLength?: number | undefined;
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
  const bodyLimit = Math.ceil(options.maxBytes / 3) * 4 + MAX_DOCUMENT_BYTES;
  if (options.contentLength !== undefined && options.contentLength > bodyLimit) throw tooLarge(options.maxBytes);
  const intake = new TarballIntake(options.createWriter, options.maxBytes);
  try {
    const scanner = new AttachmentScanner({ maxDepth: MAX_DEPTH, maxDocumentBytes: MAX_DOCUMENT_BYTES }, intake);
    const { contentEncoding } = options;
    // Escapes can make a body up to six times longer than its tarball; the decoded bytes have their own limit.
    const source = readBody(body, { contentEncoding, limitBytes: bodyLimit * 6, what: "request body" });
    for await (const chunk of source) {
      for (let start = 0; start < chunk.length; start += STEP_BYTES) {
        scanner.write(chunk.subarray(start, start + STEP_BYTES));
        await intake.flush();
      }
    }
    const document = parsePutDocument(parseJson(scanner.end()));
    intake.check(document);
    return { document, tarball: await intake.finish(), provenance: readProvenance(document) };
  } catch (error) {
    await intake.abort();
    throw error;
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
  const text = data.trimStart().startsWith("{") ? data : Buffer.from(data, "base64").toString("utf8");
  try {
    const bundle: unknown = JSON.parse(text);
    if (typeof bundle === "object" && bundle !== null && !Array.isArray(bundle)) return text;
  } catch {}
  return refuse("The attached provenance bundle is not JSON.");
}

function tooLarge(limitBytes: number): AppError {
  return new AppError("TOO_LARGE", { what: "package tarball", limitBytes, setting: "MAX_PUBLISH_BYTES" });
}
