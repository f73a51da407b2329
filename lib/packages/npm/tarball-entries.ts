import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { formatBytes } from "@/lib/bytes";
import { InflationGuard } from "@/lib/packages/npm/inflation-guard";
import { invalid, isZlibError } from "@/lib/packages/npm/refuse";
import type { ByteSource } from "@/lib/packages/npm/request-body";
import { isPlainLine } from "@/lib/text";

export type TarballLimits = {
  /** Files and folders together. */
  maxEntries: number;
  /** Bytes of the tar archive, after gunzip. */
  maxInflatedBytes: number;
};

export const TARBALL_LIMITS: TarballLimits = { maxEntries: 9_999, maxInflatedBytes: 2 * 1024 ** 3 };

/** What a small tarball may unpack to, whatever its size. */
const FREE_BYTES = 16 * 1024 ** 2;

export type TarballFile = {
  /** Below the top folder, as a client unpacks it: `package/src/a.js` → `src/a.js`. */
  path: string;
  size: number;
  /** Permission bits only. */
  mode: number;
};

/** Called for each file; the returned function gets the file's bytes in order. Null skips them. */
export type Visitor = (file: TarballFile) => ((chunk: Buffer) => void) | null;

/**
 * Walks a .tgz once, in constant memory. Refuses everything that could harm whoever unpacks it: links, devices,
 * absolute, climbing or misleading paths, too many entries, a zip bomb, a broken archive. Errors: VALIDATION with one sentence.
 */
export async function walkTarball(source: ByteSource, visit: Visitor, limits = TARBALL_LIMITS): Promise<void> {
  const walk = new Walk(visit, limits);
  const output = new PassThrough();
  const guard = new InflationGuard("The tarball", FREE_BYTES);
  const inflating = pipeline(Readable.from(guard.watch(source), { objectMode: false }), createGunzip(), output);
  inflating.catch(() => undefined);
  try {
    for await (const chunk of output) walk.write(guard.grow(chunk));
    await inflating;
  } catch (error) {
    throw isZlibError(error) ? invalid("The tarball is not a complete gzip archive.") : error;
  } finally {
    output.destroy();
  }
  walk.end();
}

class Walk {
  private readonly parser = new Parser({ gzip: true });
  private failure: Error | null = null;
  private inflated = 0;
  /** The first bytes, until there are enough to recognise a compressed archive. */
  private held: Buffer | null = Buffer.alloc(0);
  private entries = 0;
  private top: string | null = null;

  constructor(
    private readonly visit: Visitor,
    private readonly limits: TarballLimits,
  ) {
    this.parser.on("entry", (entry: ReadEntry) => this.guard(() => this.enter(entry), entry));
    this.parser.on("ignoredEntry", (entry: ReadEntry) =>
      this.fail(`The tarball contains an entry of an unsupported kind (${show(entry.path)}).`),
    );
    this.parser.on("warn", (_code: string, message: string | Error) => this.broken(message));
    this.parser.on("error", (error: Error) => this.broken(error));
  }

  write(chunk: Buffer): void {
    this.inflated += chunk.length;
    if (this.inflated > this.limits.maxInflatedBytes) {
      this.fail(`The tarball unpacks to more than ${formatBytes(this.limits.maxInflatedBytes)}.`);
    }
    const bytes = this.held === null ? chunk : Buffer.concat([this.held, chunk]);
    if (this.held !== null && bytes.length < 4) {
      this.held = bytes;
      return;
    }
    // The parser would inflate a second layer without the limits.
    if (this.held !== null && !startsPlain(bytes)) this.fail("The tarball is compressed twice.");
    this.held = null;
    this.rethrow();
    this.parser.write(bytes);
    this.rethrow();
  }

  end(): void {
    this.parser.end();
    if (this.entries === 0) this.fail("The tarball contains no files.");
    this.rethrow();
  }

  private enter(entry: ReadEntry): void {
    this.entries += 1;
    if (this.entries > this.limits.maxEntries) {
      throw invalid(`The tarball contains more than ${this.limits.maxEntries} files.`);
    }

    const path = safePath(entry.path);
    if (/link/i.test(entry.type)) {
      throw invalid(`The tarball contains a link (${show(path)}); a package holds only files and folders.`);
    }
    if (entry.type === "Directory" || entry.type === "GNUDumpDir") {
      this.assertSameTop(path.split("/")[0] ?? "");
      entry.resume();
      return;
    }
    if (entry.type !== "File" && entry.type !== "OldFile" && entry.type !== "ContiguousFile") {
      throw invalid(`The tarball contains a device or pipe (${show(path)}); a package holds only files and folders.`);
    }

    const take = this.visit({ path: this.belowTop(path), size: entry.size, mode: (entry.mode ?? 0o644) & 0o777 });
    if (take === null) entry.resume();
    else entry.on("data", (chunk: Buffer) => this.guard(() => take(chunk)));
  }

  private belowTop(path: string): string {
    const [top = "", ...parts] = path.split("/");
    const below = parts.filter((part) => part !== "" && part !== ".").join("/");
    if (below === "") throw invalid(`The tarball has a file outside its top folder (${show(path)}).`);
    this.assertSameTop(top);
    return below;
  }

  private assertSameTop(top: string): void {
    this.top ??= top;
    if (this.top !== top) {
      throw invalid(`The tarball has several top folders (${show(this.top)} and ${show(top)}); it must have one.`);
    }
  }

  /** Catches errors before the parser's event loop, which a throw would leave in the middle of an entry. */
  private guard(work: () => void, entry?: ReadEntry): void {
    try {
      if (this.failure === null) work();
      else entry?.resume();
    } catch (error) {
      this.failure ??= error instanceof Error ? error : new Error(String(error));
      entry?.resume();
    }
  }

  private fail(message: string): void {
    this.failure ??= invalid(message);
  }

  private broken(reason: string | Error): void {
    const text = reason instanceof Error ? reason.message : reason;
    this.fail(`The tarball is not a readable tar archive (${show(text)}).`);
  }

  private rethrow(): void {
    if (this.failure !== null) throw this.failure;
  }
}

function safePath(path: string): string {
  const parts = path.split(/[/\\]/);
  if (path.startsWith("/") || path.startsWith("\\") || /^[A-Za-z]:/.test(path)) {
    throw invalid(`The tarball contains an absolute path (${show(path)}).`);
  }
  if (parts.includes("..")) throw invalid(`The tarball contains a path that leaves its folder (${show(path)}).`);
  if (path.length > 1024 || !isPlainLine(path)) {
    throw invalid(`The tarball contains a path with control characters or of more than 1,024 (${show(path)}).`);
  }
  return path;
}

function startsPlain(chunk: Buffer): boolean {
  const [first, second] = chunk;
  return !(first === 0x1f && second === 0x8b) && !(first === 0x28 && second === 0xb5);
}

function show(path: string): string {
  const plain = isPlainLine(path) ? path : JSON.stringify(path).replace(/[^ -~]/g, "?");
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
