import { ArrowDown, ArrowUp } from "lucide-react";
import type { GridColumn } from "@/components/data-table/table-types";
import { Link } from "@/components/ui/link";
import { TableHeader } from "@/components/ui/table";

export function GridHeader({ column }: { column: GridColumn }) {
  const { sort } = column;
  if (!sort) {
    return (
      <TableHeader numeric={column.numeric} className={column.className}>
        {column.header}
      </TableHeader>
    );
  }
  const Arrow = sort.direction === "descending" ? ArrowDown : ArrowUp;
  return (
    <TableHeader numeric={column.numeric} className={column.className} aria-sort={sort.direction ?? "none"}>
      <Link
        href={sort.href}
        scroll={false}
        className="focus-inset group/sort inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-ink"
      >
        {column.header}
        <Arrow
          aria-hidden="true"
          className={
            sort.direction
              ? "size-3.5"
              : "size-3.5 opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60"
          }
        />
      </Link>
    </TableHeader>
  );
}
