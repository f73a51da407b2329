import { Header, Pack, ReadEntry } from "tar";

/** npm gives every packed file this time, so that equal contents give equal bytes. */
const PACKED_AT = new Date("1985-10-26T08:15:00.000Z");

/** Packs text files, with paths below the package's folder, like `npm pack`. Deterministic. */
export async function packFiles(files: Iterable<readonly [path: string, text: string]>): Promise<Buffer> {
  const pack = new Pack({ portable: true, gzip: { level: 9 } });
  for (const [path, text] of files) pack.add(entry(`package/${path}`, text));
  pack.end();
  return pack.concat();
}

function entry(path: string, text: string): ReadEntry {
  const body = Buffer.from(text);
  const file = new ReadEntry(new Header({ path, mode: 0o644, size: body.length, type: "File", mtime: PACKED_AT }));
  file.end(body);
  return file;
}
