import { Skeleton } from "@/components/ui/skeleton";

const WIDTHS = ["w-40", "w-24", "w-32", "w-20", "w-28", "w-16"] as const;

/** As high as the coming table, so that nothing moves when it arrives. */
export function TableSkeleton({ label, rows = 8, columns = 5 }: { label: string; rows?: number; columns?: number }) {
  const cells = Array.from({ length: columns }, (_, index) => WIDTHS[index % WIDTHS.length] ?? "w-24");
  return (
    <div role="status" className="overflow-hidden rounded border border-line bg-surface">
      <span className="sr-only">Loading {label}…</span>
      {Array.from({ length: rows + 1 }, (_, row) => (
        <div
          // Placeholder rows are identical and never move.
          key={`row-${row.toString()}`}
          className={
            row === 0
              ? "flex h-[34px] items-center gap-6 px-3"
              : "flex h-10 items-center gap-6 border-line border-t px-3"
          }
        >
          {cells.map((width, column) => (
            <Skeleton key={`${width}-${column.toString()}`} className={row === 0 ? "h-2.5 w-14" : width} />
          ))}
        </div>
      ))}
    </div>
  );
}
