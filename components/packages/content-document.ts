import { type ContentKind, contentFaults } from "@/lib/packages/publish/content-schema";

export type CheckedDocument = { faults: string[]; document: unknown };

/** The faults of an editor's text: of the JSON first, then of the kind's fields. */
export function checkDocument(kind: ContentKind, text: string): CheckedDocument {
  try {
    const document: unknown = JSON.parse(text);
    return { faults: contentFaults(kind, document), document };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^JSON\.parse: /, "") : "it cannot be read";
    return { faults: [`Not JSON: ${reason}`], document: undefined };
  }
}
