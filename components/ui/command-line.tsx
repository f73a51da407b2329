import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { ScrollRegion } from "@/components/ui/scroll-region";

type CommandLineProps = {
  command: string;
  /** The command's purpose, for the copy button's name. */
  what?: string | undefined;
  className?: string;
};

/** The exact next command to type, ready to copy. */
export function CommandLine({ command, what = "command", className }: CommandLineProps) {
  return (
    <div
      className={cn(
        "flex min-h-9 max-w-full items-center gap-1 rounded-md border border-line bg-sunken pr-1 pl-3",
        className,
      )}
    >
      <span aria-hidden="true" className="select-none font-mono text-ink-3 text-sm">
        $
      </span>
      <ScrollRegion label={what} className="min-w-0 flex-1 whitespace-pre py-1.5 pl-1 text-left text-sm [contain:none]">
        <code>{command}</code>
      </ScrollRegion>
      <CopyButton text={command} what={what} />
    </div>
  );
}
