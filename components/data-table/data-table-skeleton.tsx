import { TableSkeleton } from "@/components/feedback/table-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

type DataTableSkeletonProps = { label: string; rows?: number; columns?: number; toolbar?: boolean };

/** The place of a DataTable while its rows are fetched: search and chips, count line, table. */
export function DataTableSkeleton({ label, rows = 10, columns = 5, toolbar = true }: DataTableSkeletonProps) {
  return (
    <div>
      {toolbar ? (
        <div className="mb-2.5 flex h-7 items-center gap-1.5">
          <Skeleton className="h-7 w-60 rounded-md" />
          <Skeleton className="h-7 w-20 rounded-full" />
          <Skeleton className="h-7 w-20 rounded-full" />
        </div>
      ) : null}
      <div className="mb-1.5 flex h-7 items-center justify-end">
        <Skeleton className="w-24" />
      </div>
      <TableSkeleton label={label} rows={rows} columns={columns} />
    </div>
  );
}
