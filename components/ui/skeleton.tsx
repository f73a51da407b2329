import { cn } from "@/components/ui/cn";

/** A grey place where something will stand; the region around it says that it is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn("block h-3 animate-pulse rounded-sm bg-line", className)} />;
}
