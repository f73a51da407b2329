import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import Markdown, { type Components } from "react-markdown";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { README_SCHEMA } from "@/lib/packages/readme/allowed-elements";
import { cutTree } from "@/lib/packages/readme/cut-tree";
import { isCostly } from "@/lib/packages/readme/markdown-cost";
import { leadLinks, nameHeadings, nameImages, refuseDepth } from "@/lib/packages/readme/readme-tree";
import { MOST_HTML, MOST_NODES, MOST_SHOWN_CHARACTERS } from "@/lib/packages/readme/rules";
import type { Rendered } from "@/lib/packages/readme/schema";
import type { ReadmePlace } from "@/lib/packages/readme/types";

/** Without a tab stop the keyboard could not reach what is scrolled away. The only sections of a rendered document. */
function Scrolled({ label, children }: { label: string; children: ReactNode }) {
  const reachable = { tabIndex: 0, role: "group" };
  return (
    <section {...reachable} aria-label={label}>
      {children}
    </section>
  );
}

function ReadmeLink({ href, children }: { href?: string | undefined; children?: ReactNode }) {
  if (!href) return <span>{children}</span>;
  const outside = /^[/#]/.test(href) ? {} : { rel: "nofollow noopener noreferrer" };
  return (
    <a href={href} {...outside}>
      {children}
    </a>
  );
}

/** The page has its own first heading, so a readme's headings start one level below. */
const COMPONENTS: Components = {
  a: ({ href, children }) => <ReadmeLink href={href}>{children}</ReadmeLink>,
  h1: ({ id, children }) => <h2 id={id}>{children}</h2>,
  h2: ({ id, children }) => <h3 id={id}>{children}</h3>,
  h3: ({ id, children }) => <h4 id={id}>{children}</h4>,
  h4: ({ id, children }) => <h5 id={id}>{children}</h5>,
  h5: ({ id, children }) => <h6 id={id}>{children}</h6>,
  h6: ({ id, children }) => <h6 id={id}>{children}</h6>,
  input: ({ checked }) => (
    <span role="img" aria-label={checked ? "done" : "to do"}>
      {checked ? "☑" : "☐"}
    </span>
  ),
  pre: ({ children }) => (
    <Scrolled label="Code">
      <pre>{children}</pre>
    </Scrolled>
  ),
  table: ({ children }) => (
    <Scrolled label="Table">
      <table>{children}</table>
    </Scrolled>
  ),
};

/**
 * Turns a stranger's Markdown into sanitized HTML without any look, cut at the bounds of `rules.ts`. Takes up to seconds
 * of processor time, so only the render thread calls it. Never throws: what cannot be rendered is `plain`.
 */
export function renderMarkdown(text: string, place: ReadmePlace): Rendered {
  if (isCostly(text)) return { form: "plain" };
  let complete = true;
  const most = { nodes: MOST_NODES, characters: MOST_SHOWN_CHARACTERS };
  const onCut = () => {
    complete = false;
  };
  try {
    const html = renderToStaticMarkup(
      Markdown({
        children: text,
        components: COMPONENTS,
        remarkPlugins: [remarkGfm],
        rehypePlugins: [
          rehypeRaw,
          [rehypeSanitize, README_SCHEMA],
          refuseDepth,
          nameHeadings,
          nameImages,
          [leadLinks, place],
          [cutTree, most, onCut],
        ],
        // The links were led already, before the tree was measured.
        urlTransform: (url) => url,
      }),
    );
    return html.length > MOST_HTML ? { form: "plain" } : { form: "html", html, complete };
  } catch {
    return { form: "plain" };
  }
}
