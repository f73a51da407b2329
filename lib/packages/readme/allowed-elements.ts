import { defaultSchema, type Options as Schema } from "rehype-sanitize";

const WEB = ["http", "https"];
const HIDDEN_WITH_CONTENT = [
  "script",
  "style",
  "iframe",
  "object",
  "embed",
  "svg",
  "math",
  "template",
  "noscript",
  "title",
  "textarea",
  "select",
  "form",
];
const REFUSED = ["picture", "source", "section"];

/** Separates a readme's ids from those of the page around it. */
export const README_ID = "readme-";

/**
 * The elements that a readme may contain: GitHub's list, narrowed. No styles, classes or handlers, no media, no forms;
 * links go to the web or to a mail program. Strangers write readmes, and signed-in people read them.
 */
export const README_SCHEMA: Schema = {
  ...defaultSchema,
  clobberPrefix: README_ID,
  strip: HIDDEN_WITH_CONTENT,
  tagNames: (defaultSchema.tagNames ?? []).filter((tag) => !REFUSED.includes(tag)),
  protocols: { href: [...WEB, "mailto"], src: WEB },
  attributes: {
    a: ["href", "title"],
    code: [["className", /^language-[\w-]+$/]],
    img: ["src", "alt", "title"],
    input: [
      ["disabled", true],
      ["type", "checkbox"],
      ["checked", true],
    ],
    ol: ["start", "reversed"],
    details: ["open"],
    td: ["align", "colSpan", "rowSpan"],
    th: ["align", "colSpan", "rowSpan", "scope"],
    "*": ["id", "align", "dir", "lang"],
  },
};
