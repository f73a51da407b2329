import { type CONTENT_SCHEMAS, type ContentKind, contentFaults } from "@/lib/packages/publish/content-schema";

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

/** An editor's first text: the smallest document of each kind that shows its fields. */
const STARTERS = {
  theme: {
    name: "Night",
    description: "Quiet colours for dark rooms",
    tokens: { background: "#131412", ink: "#eceee8", accent: "#6cc5a1", radius: "8px" },
  },
  pattern: {
    name: "Sign-in form",
    description: "One field, one button",
    components: ["TextField", "Button"],
    default_preset: "centered",
    presets: { centered: { description: "In the middle of the page", layout: { layout: "stack" } } },
  },
  blueprint: {
    name: "Help centre",
    description: "Search, topics and articles",
    theme: { id: "night" },
    routes: { "/": { shell: "default" }, "/articles": { shell: "reading" } },
  },
  archetype: {
    name: "Documentation site",
    description: "",
    role: "documentation",
    pages: [{ id: "home", patterns: ["hero", "search"] }],
  },
  shell: {
    name: "Reading shell",
    description: "",
    regions: [{ id: "header" }, { id: "main" }, { id: "footer" }],
  },
} as const satisfies { [K in ContentKind]: ReturnType<(typeof CONTENT_SCHEMAS)[K]["parse"]> };

export function starterDocument(kind: ContentKind): string {
  return JSON.stringify(STARTERS[kind], null, 2);
}
