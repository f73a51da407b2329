import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { TONE_BOX, type Tone } from "@/components/ui/tone";

type TagProps = { tone?: Tone | undefined; title?: string | undefined; className?: string; children: ReactNode };

export function Tag({ tone = "neutral", title, className, children }: TagProps) {
  return (
    <span
      title={title}
      className={cn(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-[4px] border px-1.5 text-xs leading-[18px]",
        TONE_BOX[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
