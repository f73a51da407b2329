import { TableSkeleton } from "@/components/feedback/table-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

type PageSkeletonProps = {
  /** The data being loaded: "packages". */
  label: string;
  /** Cards above the table. */
  cards?: number | undefined;
  rows?: number | undefined;
  columns?: number | undefined;
};

/** Title, sentence, cards and a table, where the page will show them. */
export function PageSkeleton({ label, cards = 0, rows = 8, columns = 5 }: PageSkeletonProps) {
  return (
    <div>
      <div className="mb-4 flex h-[50px] flex-col justify-center gap-2.5">
        <Skeleton className="h-5 w-44" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      {cards > 0 ? (
        <div className="mb-4 grid gap-3.5 sm:grid-cols-2 lg:grid-cols-3">
          {Array.from({ length: cards }, (_, card) => (
            <div
              key={`card-${card.toString()}`}
              className="flex h-[98px] flex-col gap-3 rounded border border-line bg-surface p-3.5"
            >
              <Skeleton className="w-20" />
              <Skeleton className="h-5 w-28" />
              <Skeleton className="w-36" />
            </div>
          ))}
        </div>
      ) : null}
      <TableSkeleton label={label} rows={rows} columns={columns} />
    </div>
  );
}
