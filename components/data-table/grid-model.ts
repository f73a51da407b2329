import type { Column, GridColumn, GridRow } from "@/components/data-table/table-types";
import { cn } from "@/components/ui/cn";
import { type SearchParams, type TableState, tableHref } from "@/lib/table";

const HIDE_BELOW = { sm: "max-sm:hidden", md: "max-md:hidden", lg: "max-lg:hidden" } as const;

function sortOf<Row>(column: Column<Row>, path: string, params: SearchParams, state: TableState): GridColumn["sort"] {
  if (!column.sortable) return null;
  const sorted = state.sort?.id === column.id ? state.sort : null;
  const descendingNext = sorted ? !sorted.descending : column.sortable === "descending";
  return {
    href: tableHref(path, params, { sort: `${descendingNext ? "-" : ""}${column.id}` }),
    direction: sorted ? (sorted.descending ? "descending" : "ascending") : null,
  };
}

export function gridColumns<Row>(
  columns: readonly Column<Row>[],
  path: string,
  params: SearchParams,
  state: TableState,
): GridColumn[] {
  return columns.map((column, index) => ({
    id: column.id,
    header: column.header,
    sort: sortOf(column, path, params, state),
    numeric: column.numeric ?? false,
    hideable: index > 0 && (column.hideable ?? true),
    className: cn(column.hideBelow && HIDE_BELOW[column.hideBelow], column.className),
  }));
}

type RowSource<Row> = {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  rowHref?: ((row: Row) => string) | undefined;
  rowLabel?: ((row: Row) => string) | undefined;
};

/** Runs the cell functions on the server, so that the browser receives only what it shows. */
export function gridRows<Row>({ rows, columns, rowId, rowHref, rowLabel }: RowSource<Row>): GridRow[] {
  return rows.map((row) => ({
    id: rowId(row),
    label: rowLabel?.(row) ?? rowId(row),
    href: rowHref?.(row) ?? null,
    cells: Object.fromEntries(columns.map((column) => [column.id, column.cell(row)])),
  }));
}
