import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type EmptyStateProps = {
  /** What is missing: "No packages yet". */
  title: string;
  /** Why, and what would fill it. */
  children?: ReactNode;
  /** The next step: one button, or a command to copy. */
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center gap-1 px-6 py-10 text-center", className)}>
      <p className="font-medium">{title}</p>
      {children ? <div className="max-w-[52ch] text-ink-2">{children}</div> : null}
      {action ? <div className="mt-3 flex max-w-full flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
