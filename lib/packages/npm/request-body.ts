import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { AppError } from "@/lib/errors";
import { MAX_JSON_DEPTH, parseBoundedJson } from "@/lib/packages/npm/bounded-json";
import { ByteCollector } from "@/lib/packages/npm/byte-collector";
import { InflationGuard } from "@/lib/packages/npm/inflation-guard";
import { invalid, isZlibError } from "@/lib/packages/npm/refuse";
import { isStorable, UNSTORABLE } from "@/lib/text";

export type ByteSource = AsyncIterable<Uint8Array>;

/** What a gzip body may inflate to whatever its size. */
const FREE_BYTES = 1024 * 1024;

/** A small body is a login, a token or a tag. */
const SMALL_BODY = { maxParts: 5_000, maxDepth: MAX_JSON_DEPTH };

/**
 * Reads a request body, gzip undone, up to `limitBytes`. Errors: TOO_LARGE past the limit, VALIDATION for a body that
 * is cut off or in another encoding.
 */
export async function* readBody(
  source: ByteSource,
  options: { contentEncoding?: string | undefined; limitBytes: number; what: string },
): AsyncGenerator<Buffer, void, undefined> {
  let total = 0;
  for await (const chunk of decode(source, options.contentEncoding)) {
    total += chunk.byteLength;
    if (total > options.limitBytes) {
      throw new AppError("TOO_LARGE", { what: options.what, limitBytes: options.limitBytes });
    }
    yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

/**
 * Reads a small JSON body. Returns `undefined` for an empty one. Errors as `readBody`, and VALIDATION for malformed
 * JSON, too many values, and text that Postgres cannot store.
 */
export async function readJsonBody(
  source: ByteSource,
  options: { contentEncoding?: string | undefined; limitBytes: number },
): Promise<unknown> {
  const body = new ByteCollector();
  for await (const chunk of readBody(source, { ...options, what: "request body" })) body.add(chunk);
  if (body.length === 0) return undefined;
  const value = parseBoundedJson(body.bytes(), SMALL_BODY, "The request body");
  if (!isStorable(value)) throw invalid(UNSTORABLE);
  return value;
}

function decode(source: ByteSource, contentEncoding: string | undefined): ByteSource {
  const encoding = (contentEncoding ?? "identity").trim().toLowerCase();
  if (encoding === "identity" || encoding === "") return plain(source);
  if (encoding === "gzip" || encoding === "x-gzip") return gunzip(source);
  throw new AppError("VALIDATION", {
    message: `The request body is encoded as "${encoding.slice(0, 40)}"; send it plain or as gzip.`,
  });
}

/**
 * Reads on and discards after a refusal: a client whose request is only half read stalls and never sees the answer. The
 * server must not close the connection with its answer; its request timeout limits the rest.
 */
async function* plain(source: ByteSource): AsyncGenerator<Uint8Array, void, undefined> {
  const request = source instanceof Readable ? source : null;
  try {
    // `yield*` would pass a reader's failure on to the request and destroy it.
    for await (const chunk of request?.iterator({ destroyOnReturn: false }) ?? source) yield chunk;
  } catch (error) {
    throw cutOff(error);
  } finally {
    request?.resume();
  }
}

async function* gunzip(source: ByteSource): AsyncGenerator<Uint8Array, void, undefined> {
  const output = new PassThrough();
  const guard = new InflationGuard("The request body", FREE_BYTES);
  const done = pipeline(Readable.from(guard.watch(plain(source)), { objectMode: false }), createGunzip(), output);
  // Awaited below; a failure before that would count as unhandled.
  done.catch(() => undefined);
  try {
    for await (const chunk of output) yield guard.grow(chunk);
    await done;
  } catch (error) {
    throw isZlibError(error) ? invalid("The request body is not valid gzip.") : cutOff(error);
  } finally {
    output.destroy();
  }
}

/** The sender disconnected: a fault of the client, not of the server. */
function cutOff(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return invalid("The request body was cut off before its end.");
}
