import { gzipSync } from "node:zlib";
import { Header, type HeaderData } from "tar";

type FixtureEntry = { path: string; text?: string | Buffer } & Partial<
  Pick<HeaderData, "type" | "linkpath" | "mode" | "size">
>;

/** An uncompressed tar archive, entry by entry, with kinds that no packer writes. */
export function tar(entries: readonly FixtureEntry[], end = true): Buffer {
  const blocks = entries.flatMap(({ path, text = "", ...more }) => {
    const body = Buffer.from(text);
    const block = Buffer.alloc(512);
    new Header({ path, size: body.length, type: "File", mode: 0o644, mtime: new Date(0), ...more }).encode(block, 0);
    return [block, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat(end ? [...blocks, Buffer.alloc(1024)] : blocks);
}

export function tgz(entries: readonly FixtureEntry[]): Buffer {
  return gzipSync(tar(entries));
}

/** The smallest package, with more files. */
export function packageTgz(manifest: object, entries: readonly FixtureEntry[] = []): Buffer {
  return tgz([{ path: "package/package.json", text: JSON.stringify(manifest) }, ...entries]);
}

/** Bytes in pieces, like a stream's. */
export async function* inPieces(bytes: Buffer, size = 64 * 1024): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
