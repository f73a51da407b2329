import type rehypeSanitize from "rehype-sanitize";
import { README_ID } from "@/lib/packages/readme/allowed-elements";
import { readmeHref } from "@/lib/packages/readme/readme-links";
import type { ReadmePlace } from "@/lib/packages/readme/types";

export type Root = Parameters<ReturnType<typeof rehypeSanitize>>[0];
export type Nodes = Root | Root["children"][number];
type Element = Extract<Nodes, { type: "element" }>;

/** Deeper than any real document, and far below the stack's limit in the recursive renderer. */
const MOST_LEVELS = 100;

/** Refuses a tree so deep that rendering it could end the process. */
export function refuseDepth() {
  return (tree: Root): void => {
    let level: Nodes[] = [tree];
    for (let depth = 0; level.length > 0; depth++) {
      if (depth > MOST_LEVELS) throw new RangeError("The readme is nested too deeply to be shown.");
      level = level.flatMap((node) => ("children" in node ? node.children : []));
    }
  };
}

/** Gives each heading its id for a table of contents, by GitHub's rule. Runs after the sanitizer. */
export function nameHeadings() {
  return (tree: Root): void => {
    const seen = new Map<string, number>();
    for (const heading of elementsOf(tree, /^h[1-6]$/)) {
      const slug = slugOf(textOf(heading));
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      if (slug !== "") heading.properties.id ??= `${README_ID}${slug}${count === 0 ? "" : `-${count}`}`;
    }
  };
}

/**
 * Replaces images by named links and never loads them: an author must not learn who reads the readme. Runs after the
 * sanitizer; an image inside a link keeps that link.
 */
export function nameImages() {
  return (tree: Root): void => replaceImages(tree, false);
}

function replaceImages(node: Nodes, linked: boolean): void {
  if (!("children" in node)) return;
  const within = linked || (node.type === "element" && node.tagName === "a");
  for (const child of node.children) {
    if (child.type !== "element" || child.tagName !== "img") {
      replaceImages(child, within);
      continue;
    }
    const { src, alt } = child.properties;
    const words = typeof alt === "string" && alt.trim() !== "" ? alt.trim() : "not described";
    child.tagName = within || typeof src !== "string" ? "span" : "a";
    child.properties = child.tagName === "a" ? { href: src } : {};
    child.children = [{ type: "text", value: `Image: ${words}` }];
  }
}

/** Leads relative links to the files of this version and drops unsafe ones. Runs after the images became links. */
export function leadLinks(place: ReadmePlace) {
  return (tree: Root): void => {
    for (const link of elementsOf(tree, /^a$/)) {
      const { href } = link.properties;
      if (typeof href === "string") link.properties.href = readmeHref(href, place);
    }
  };
}

function slugOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

/** The elements of these names, in reading order. */
function elementsOf(node: Nodes, names: RegExp): Element[] {
  const below = "children" in node ? node.children.flatMap((child) => elementsOf(child, names)) : [];
  return node.type === "element" && names.test(node.tagName) ? [node, ...below] : below;
}

function textOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}
