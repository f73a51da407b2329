import { cn } from "@/components/ui/cn";

/** A grey placeholder; the region around it announces the loading. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn("block h-3 animate-pulse rounded-sm bg-line", className)} />;
}
