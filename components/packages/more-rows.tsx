import { formatCount } from "@/lib/count";

/** Says that a list was cut; nothing where it was not. */
export function MoreRows({ all, shown }: { all: number; shown: number }) {
  if (all <= shown) return null;
  return (
    <p className="mt-2 text-ink-3 text-sm">And {formatCount(all - shown)} more; install the package to see all.</p>
  );
}
