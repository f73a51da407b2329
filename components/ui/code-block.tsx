import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { ScrollRegion } from "@/components/ui/scroll-region";

type CodeBlockProps = {
  code: string;
  /** A file name or a short description; also names the region and the copy button. */
  title: string;
  hideTitle?: boolean | undefined;
  className?: string;
};

export function CodeBlock({ code, title, hideTitle = false, className }: CodeBlockProps) {
  return (
    <figure className={cn("relative overflow-hidden rounded-md border border-line bg-surface", className)}>
      <figcaption
        className={cn(
          "flex items-center border-line border-b bg-sunken py-0.5 pr-1 pl-3 font-mono text-ink-2 text-xs",
          hideTitle && "absolute top-1 right-1 border-0 bg-transparent p-0",
        )}
      >
        <span className={cn("flex-1 truncate", hideTitle && "sr-only")}>{title}</span>
        <CopyButton text={code} what={title} />
      </figcaption>
      <ScrollRegion label={title}>
        <pre className="px-3 py-2.5 text-sm">
          <code className="text-[12.5px]">{code}</code>
        </pre>
      </ScrollRegion>
    </figure>
  );
}
