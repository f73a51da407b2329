import type { ContentKind } from "@/lib/packages/publish/content-schema";
import { packFiles } from "@/lib/packages/publish/pack-files";

export type ContentPackage = {
  kind: ContentKind;
  name: string;
  version: string;
  description: string;
  keywords: readonly string[];
  visibility: "public" | "private";
  /** The parsed document, already validated. */
  document: unknown;
};

/** Packs a content package like `npm pack`. The same input always gives the same bytes. */
export function packContent(content: ContentPackage): Promise<Buffer> {
  return packFiles(filesOf(content));
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
