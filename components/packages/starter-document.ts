import type { CONTENT_SCHEMAS, ContentKind } from "@/lib/packages/publish/content-schema";

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

export const FIRST_KIND: ContentKind = "theme";

export function starterDocument(kind: ContentKind): string {
  return JSON.stringify(STARTERS[kind], null, 2);
}
