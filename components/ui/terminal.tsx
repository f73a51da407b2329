import { CopyButton } from "@/components/ui/copy-button";
import { ScrollRegion } from "@/components/ui/scroll-region";

export type TerminalLine = { kind: "command" | "answer"; text: string };

/** Commands and the terminal's answers. The copy button takes only the commands. */
export function Terminal({ title, lines }: { title: string; lines: readonly TerminalLine[] }) {
  const commands = lines.flatMap(({ kind, text }) => (kind === "command" ? [text] : []));
  return (
    <figure className="min-w-0 overflow-hidden rounded border border-line bg-surface">
      <figcaption className="flex items-center border-line border-b bg-sunken py-1 pr-1 pl-3.5 text-ink-2 text-sm">
        <span className="flex-1">{title}</span>
        <CopyButton text={commands.join("\n")} what="commands" />
      </figcaption>
      <ScrollRegion label={title}>
        <pre className="px-3.5 py-3 text-sm leading-6">
          {lines.map(({ kind, text }) => (
            <code key={`${kind} ${text}`} className={kind === "command" ? "block" : "block text-ink-3"}>
              {kind === "command" ? (
                <span aria-hidden="true" className="select-none text-ink-3">
                  ${" "}
                </span>
              ) : null}
              {text}
            </code>
          ))}
        </pre>
      </ScrollRegion>
    </figure>
  );
}
