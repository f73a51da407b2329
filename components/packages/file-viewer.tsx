import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { formatBytes } from "@/lib/bytes";
import { formatCount } from "@/lib/count";
import type { FileView } from "@/lib/packages/catalogue/types";

const TEXT_ID = "file-text";

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines;
}

function Closed({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="rounded border border-line bg-surface px-4 py-8 text-center">
      <p className="font-medium">{title}</p>
      <p className="text-ink-2">{children}</p>
    </div>
  );
}

/** A text file with its line numbers in a separate column, so that copying takes only the text. */
export function FileViewer({ file }: { file: FileView }) {
  if (file.type === "large") {
    return <Closed title="This package is too large to preview">Install it to read its files.</Closed>;
  }
  if (file.type === "binary") {
    return <Closed title="This is not a text file">{formatBytes(file.size)}; install the package to get it.</Closed>;
  }
  const lines = linesOf(file.text);
  return (
    <figure className="overflow-hidden rounded border border-line bg-surface">
      <figcaption className="flex items-center gap-2 border-line border-b bg-sunken py-0.5 pr-1 pl-3 text-ink-3 text-sm">
        <span className="min-w-0 flex-1 truncate">
          {file.truncated
            ? `The first ${formatBytes(file.text.length)} of ${formatBytes(file.size)}; install the package to get the rest`
            : `${formatCount(lines.length)} ${lines.length === 1 ? "line" : "lines"} · ${formatBytes(file.size)}`}
        </span>
        <CopyButton textOf={TEXT_ID} what="file" />
      </figcaption>
      <ScrollRegion label={file.path} className="flex max-h-[75vh] overflow-auto text-sm leading-5">
        <pre
          aria-hidden="true"
          className="sticky left-0 h-max shrink-0 select-none border-line border-r bg-surface px-3 py-2.5 text-right text-ink-3"
        >
          {lines.map((_, index) => index + 1).join("\n")}
        </pre>
        <pre className="h-max flex-1 px-3 py-2.5">
          <code id={TEXT_ID} className="text-[1em]">
            {lines.join("\n")}
          </code>
        </pre>
      </ScrollRegion>
    </figure>
  );
}
