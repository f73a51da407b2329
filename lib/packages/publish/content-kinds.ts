import type { CONTENT_SCHEMAS } from "@/lib/packages/publish/content-schema";

/** The kinds of content packages, and the longest document of one: for the editor, which begins without the schemas. */
export const CONTENT_KIND_NAMES = [
  "pattern",
  "theme",
  "blueprint",
  "archetype",
  "shell",
] as const satisfies readonly (keyof typeof CONTENT_SCHEMAS)[];

export const MOST_DOCUMENT_CHARACTERS = 500_000;
