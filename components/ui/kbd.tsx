import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cn(
        "inline-grid h-5 min-w-5 place-items-center rounded-[4px] border border-line bg-surface px-1 font-sans text-2xs text-ink-3",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
