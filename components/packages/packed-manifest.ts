import { z } from "zod";
import { packageKindSchema } from "@/lib/packages/publish/content-schema";

/** The facts of a tarball that the page needs to ask about a publish. */
export type PackedManifest = {
  name: string;
  version: string;
  kind: z.output<typeof packageKindSchema>;
  access: "public" | "private" | null;
};

const BLOCK = 512;
/** How far to look for a package.json in the archive, in bytes after gunzip. */
const MOST_BYTES = 32 * 1024 * 1024;

const manifestSchema = z
  .object({
    name: z.string(),
    version: z.string(),
    packhouse: z.object({ kind: packageKindSchema.catch("package") }).catch({ kind: "package" }),
    publishConfig: z
      .object({ access: z.enum(["public", "restricted"]).nullable().catch(null) })
      .catch({ access: null }),
  })
  .transform(({ name, version, packhouse, publishConfig: { access } }) => ({
    name,
    version: version
      .trim()
      .replace(/^[v=]+/, "")
      .replace(/\+.*$/, ""),
    kind: packhouse.kind,
    access: access === "restricted" ? ("private" as const) : access,
  }));

/**
 * Reads a .tgz in the browser before it is sent, only to show the outlook; the server opens every tarball itself. Null
 * when no package can be read.
 */
export async function readPackedManifest(file: Blob): Promise<PackedManifest | null> {
  const source = new Source(file.stream().pipeThrough(new DecompressionStream("gzip")).getReader());
  try {
    const text = await findManifest(source);
    return text === null ? null : manifestSchema.parse(JSON.parse(text));
  } catch {
    return null;
  } finally {
    await source.close();
  }
}

async function findManifest(source: Source): Promise<string | null> {
  for (;;) {
    const header = await source.take(BLOCK);
    if (header === null || header[0] === 0) return null;
    const size = Number.parseInt(field(header, 124, 12), 8);
    if (!Number.isSafeInteger(size) || size < 0 || source.taken + size > MOST_BYTES) return null;
    const body = await source.take(Math.ceil(size / BLOCK) * BLOCK);
    const prefix = field(header, 345, 155);
    const path = `${prefix === "" ? "" : `${prefix}/`}${field(header, 0, 100)}`;
    if (body !== null && /^[^/]+\/package\.json$/.test(path)) return new TextDecoder().decode(body.subarray(0, size));
  }
}

function field(header: Uint8Array, start: number, length: number): string {
  const [text = ""] = new TextDecoder().decode(header.subarray(start, start + length)).split("\0");
  return text.trim();
}

/** Returns a stream in pieces of the requested size. */
class Source {
  taken = 0;
  private held: Uint8Array = new Uint8Array();

  constructor(private readonly reader: ReadableStreamDefaultReader<Uint8Array>) {}

  /** Null when the stream ends earlier. */
  async take(length: number): Promise<Uint8Array | null> {
    const pieces = [this.held];
    let have = this.held.length;
    while (have < length) {
      const { value } = await this.reader.read();
      if (!value) return null;
      pieces.push(value);
      have += value.length;
    }
    const all = pieces.length === 1 ? this.held : joined(pieces, have);
    this.held = all.subarray(length);
    this.taken += length;
    return all.subarray(0, length);
  }

  async close(): Promise<void> {
    await this.reader.cancel().catch(() => undefined);
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
