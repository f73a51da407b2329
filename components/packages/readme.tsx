import { LookAgain } from "@/components/packages/look-again";
import type { ReadmeView } from "@/lib/packages/catalogue/types";

/** The look of a rendered readme, which has no classes of its own. Its sections are what scrolls: code and tables. */
const PROSE =
  "min-w-0 max-w-[760px] break-words leading-[22px] [&_p]:my-3 [&>:first-child]:mt-0 [&_h2]:mt-6 [&_h2]:mb-2 [&_h2]:font-semibold [&_h2]:text-xl [&_h3]:mt-5 [&_h3]:mb-1.5 [&_h3]:font-semibold [&_h3]:text-lg [&_h4]:mt-4 [&_h4]:font-semibold [&_h5]:mt-4 [&_h5]:font-semibold [&_h6]:mt-4 [&_h6]:font-medium [&_ul]:my-3 [&_ul]:list-disc [&_ul]:pl-6 [&_ol]:my-3 [&_ol]:list-decimal [&_ol]:pl-6 [&_li]:my-1 [&_[role=img]]:mr-1.5 [&_li:has(>[role=img])]:list-none [&_li:has(>[role=img])]:-ml-5 [&_blockquote]:my-3 [&_blockquote]:border-line-strong [&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_blockquote]:text-ink-2 [&_hr]:my-5 [&_hr]:border-line [&_:not(pre)>code]:rounded-sm [&_:not(pre)>code]:bg-sunken [&_:not(pre)>code]:px-1 [&_th]:border [&_th]:border-line [&_th]:px-2.5 [&_th]:py-1 [&_th]:text-left [&_th]:font-medium [&_td]:border [&_td]:border-line [&_td]:px-2.5 [&_td]:py-1 [&_summary]:font-medium [&_details]:my-3 [&_a]:text-accent [&_a]:underline [&_a]:decoration-accent-line [&_a]:underline-offset-2 [&_a:hover]:decoration-accent [&_section]:my-3 [&_section]:overflow-x-auto [&_section]:[contain:inline-size] [&_section:focus-visible]:-outline-offset-2 [&_section:has(>pre)]:rounded-md [&_section:has(>pre)]:border [&_section:has(>pre)]:border-line [&_section:has(>pre)]:bg-sunken [&_section:has(>pre)]:px-3 [&_section:has(>pre)]:py-2.5 [&_section:has(>pre)]:text-sm";

const NOTE = "text-ink-3 text-sm";

type ReadmeProps = { readme: Exclude<ReadmeView, { state: "none" }> };

/** A version's readme: formatted, or its plain text while it is being formatted and where it cannot be. */
export function Readme({ readme }: ReadmeProps) {
  return (
    <>
      {readme.state === "pending" ? (
        <p className={`mb-4 ${NOTE}`}>
          This readme is being formatted; until then this is its text. <LookAgain />
        </p>
      ) : null}
      {readme.state === "plain" ? (
        <p className={`mb-4 ${NOTE}`}>This readme is too complex to be formatted. This is its text.</p>
      ) : null}
      {readme.state === "formatted" ? (
        // Sanitized before it was stored: the one place in the product where HTML is inserted.
        <div className={PROSE} dangerouslySetInnerHTML={{ __html: readme.html }} />
      ) : (
        <pre className="max-w-[760px] whitespace-pre-wrap break-words text-sm">{readme.text}</pre>
      )}
      {readme.complete ? null : (
        <p className={`mt-4 border-line border-t pt-3 ${NOTE}`}>
          The readme goes on, longer than a page can show. Its file has all of it.
        </p>
      )}
    </>
  );
}
