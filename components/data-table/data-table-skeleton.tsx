import { TableSkeleton } from "@/components/feedback/table-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

type DataTableSkeletonProps = { label: string; rows?: number; columns?: number; toolbar?: boolean };

/** Holds a DataTable's place while its rows load: search, chips and count, then the table. */
export function DataTableSkeleton({ label, rows = 10, columns = 5, toolbar = true }: DataTableSkeletonProps) {
  return (
    <div>
      <div className="mb-2.5 flex min-h-7 flex-wrap items-center gap-1.5">
        {toolbar ? (
          <>
            <Skeleton className="h-7 w-full rounded-md max-sm:h-10 sm:w-60" />
            <Skeleton className="h-7 w-20 rounded-full" />
            <Skeleton className="h-7 w-20 rounded-full" />
          </>
        ) : null}
        <Skeleton className="ml-auto w-24" />
      </div>
      <TableSkeleton label={label} rows={rows} columns={columns} />
    </div>
  );
}
