import { Header, Pack, ReadEntry } from "tar";
import type { ContentKind } from "@/lib/packages/content-schema";

export type ContentPackage = {
  kind: ContentKind;
  name: string;
  version: string;
  description: string;
  keywords: readonly string[];
  visibility: "public" | "private";
  /** The parsed document, already found valid. */
  document: unknown;
};

/** npm's own: the time every packed file carries, so that equal contents are equal bytes. */
const PACKED_AT = new Date("1985-10-26T08:15:00.000Z");

/** A content package as `npm pack` would make it. The same input always gives the same bytes. */
export async function packContent(content: ContentPackage): Promise<Buffer> {
  const pack = new Pack({ portable: true, gzip: { level: 9 } });
  for (const [path, text] of filesOf(content)) pack.add(entry(`package/${path}`, text));
  pack.end();
  return pack.concat();
}

function filesOf({ kind, name, version, description, keywords, visibility, document }: ContentPackage) {
  const manifest = {
    name,
    version,
    description,
    keywords,
    main: "content.json",
    files: ["content.json"],
    packhouse: { kind },
    publishConfig: { access: visibility === "public" ? "public" : "restricted" },
  };
  return [
    ["package.json", json(manifest)],
    ["content.json", json(document)],
    ["README.md", `# ${name}\n\n${description === "" ? `A ${kind}.` : description}\n`],
  ] as const;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function entry(path: string, text: string): ReadEntry {
  const body = Buffer.from(text);
  const file = new ReadEntry(new Header({ path, mode: 0o644, size: body.length, type: "File", mtime: PACKED_AT }));
  file.end(body);
  return file;
}
