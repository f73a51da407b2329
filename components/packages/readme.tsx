import Link from "next/link";
import type { ReactNode } from "react";
import Markdown, { type Components } from "react-markdown";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { isCostly } from "@/components/packages/readme-cost";
import { type ReadmePlace, readmeHref } from "@/components/packages/readme-links";
import { README_SCHEMA } from "@/components/packages/readme-schema";
import { nameHeadings, nameImages, refuseDepth } from "@/components/packages/readme-tree";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { formatCount } from "@/lib/count";

/** How much of a readme is rendered, in characters: parsing more would cost more than anybody reads. */
const MOST_CHARACTERS = 100_000;

const LINK = "text-accent underline decoration-accent-line underline-offset-2 hover:decoration-accent";

function ReadmeLink({ href, children }: { href?: string | undefined; children?: ReactNode }) {
  if (!href) return <span>{children}</span>;
  if (href.startsWith("/")) {
    return (
      <Link href={href} className={LINK}>
        {children}
      </Link>
    );
  }
  return (
    <a href={href} rel="nofollow noopener noreferrer" className={LINK}>
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
    <span role="img" aria-label={checked ? "done" : "to do"} className="mr-1.5">
      {checked ? "☑" : "☐"}
    </span>
  ),
  pre: ({ children }) => (
    <ScrollRegion label="Code" className="my-3 rounded-md border border-line bg-sunken px-3 py-2.5 text-sm">
      <pre>{children}</pre>
    </ScrollRegion>
  ),
  table: ({ children }) => (
    <ScrollRegion label="Table" className="my-3">
      <table>{children}</table>
    </ScrollRegion>
  ),
};

const PROSE =
  "min-w-0 max-w-[760px] break-words leading-[22px] [&_p]:my-3 [&>:first-child]:mt-0 [&_h2]:mt-6 [&_h2]:mb-2 [&_h2]:font-semibold [&_h2]:text-xl [&_h3]:mt-5 [&_h3]:mb-1.5 [&_h3]:font-semibold [&_h3]:text-lg [&_h4]:mt-4 [&_h4]:font-semibold [&_h5]:mt-4 [&_h5]:font-semibold [&_h6]:mt-4 [&_h6]:font-medium [&_ul]:my-3 [&_ul]:list-disc [&_ul]:pl-6 [&_ol]:my-3 [&_ol]:list-decimal [&_ol]:pl-6 [&_li]:my-1 [&_li:has(>[role=img])]:list-none [&_li:has(>[role=img])]:-ml-5 [&_blockquote]:my-3 [&_blockquote]:border-line-strong [&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_blockquote]:text-ink-2 [&_hr]:my-5 [&_hr]:border-line [&_:not(pre)>code]:rounded-sm [&_:not(pre)>code]:bg-sunken [&_:not(pre)>code]:px-1 [&_th]:border [&_th]:border-line [&_th]:px-2.5 [&_th]:py-1 [&_th]:text-left [&_th]:font-medium [&_td]:border [&_td]:border-line [&_td]:px-2.5 [&_td]:py-1 [&_summary]:font-medium [&_details]:my-3";

type ReadmeProps = { text: string; place: ReadmePlace };

function PlainText({ text }: { text: string }) {
  return <pre className="whitespace-pre-wrap break-words text-sm">{text}</pre>;
}

function rendered({ text, place }: ReadmeProps): ReactNode {
  if (isCostly(text)) return <PlainText text={text} />;
  try {
    // Called instead of mounted, so that an exception from a hostile document is caught here.
    return Markdown({
      children: text,
      components: COMPONENTS,
      remarkPlugins: [remarkGfm],
      rehypePlugins: [rehypeRaw, [rehypeSanitize, README_SCHEMA], refuseDepth, nameHeadings, nameImages],
      urlTransform: (url) => readmeHref(url, place),
    });
  } catch {
    return <PlainText text={text} />;
  }
}

/** A stranger's Markdown, sanitized. Falls back to plain text when it cannot be rendered. */
export function Readme({ text, place }: ReadmeProps) {
  const shown = text.slice(0, MOST_CHARACTERS);
  return (
    <>
      <div className={PROSE}>{rendered({ text: shown, place })}</div>
      {shown.length < text.length ? (
        <p className="mt-4 border-line border-t pt-3 text-ink-3 text-sm">
          The readme goes on for {formatCount(text.length - shown.length)} more characters; its file has all of it.
        </p>
      ) : null}
    </>
  );
}
