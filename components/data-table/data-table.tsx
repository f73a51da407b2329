import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { DataGrid } from "@/components/data-table/data-grid";
import { FilterChips } from "@/components/data-table/filter-chips";
import { gridColumns, gridRows } from "@/components/data-table/grid-model";
import { columnsCookie, hiddenColumns } from "@/components/data-table/kept-columns";
import { SearchBox } from "@/components/data-table/search-box";
import type { Column, Filter } from "@/components/data-table/table-types";
import { EmptyState } from "@/components/feedback/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { TextLink } from "@/components/ui/text-link";
import { formatCount, formatQuantity } from "@/lib/count";
import { type SearchParams, type TableState, tableHref } from "@/lib/table";

export type DataTableProps<Row> = {
  /** Separates this table's column choice from others: "packages". */
  id: string;
  label: string;
  noun: { one: string; many: string };
  /** Address of the page without its query, and the query as the page received it. */
  path: string;
  params: SearchParams;
  /** From `readTableState`, the same value as the loader got. */
  state: TableState;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** The target of Enter and of the first cell; that cell then contains no other link. */
  rowHref?: ((row: Row) => string) | undefined;
  /** Names the row for its checkbox. */
  rowLabel?: ((row: Row) => string) | undefined;
  /** Exact counts: matching rows, and all rows. */
  count: { matching: number; all: number };
  cursors?: { previous: string | null; next: string | null } | undefined;
  filters?: readonly Filter[] | undefined;
  /** The placeholder of the search box; absent for no search. */
  search?: string | undefined;
  /** Shown while the list has no rows at all. */
  empty: ReactNode;
  /** Instead of rows: an ErrorCard or a DeniedPanel. */
  problem?: ReactNode;
  /** A client component with the bulk buttons, over `useTableSelection`; with it, rows can be selected. */
  bulk?: ReactNode;
};

/**
 * The one table for lists that the server sorts, filters and pages. The address holds its state, and links change it.
 */
export async function DataTable<Row>(props: DataTableProps<Row>) {
  const { id, label, noun, path, params, state, columns, count, cursors, filters = [], search } = props;
  const kept = (await cookies()).get(columnsCookie(id))?.value;
  const narrowed = state.query !== "" || Object.keys(state.filters).length > 0;
  return (
    <DataGrid
      key={id}
      id={id}
      label={label}
      columns={gridColumns(columns, path, params, state)}
      rows={props.problem ? [] : gridRows(props)}
      hidden={hiddenColumns(columns, kept)}
      count={
        props.problem
          ? ""
          : narrowed
            ? `${formatCount(count.matching)} of ${formatQuantity(count.all, noun.one, noun.many)}`
            : formatQuantity(count.all, noun.one, noun.many)
      }
      bulk={props.bulk}
      footer={
        cursors ? (
          <Pagination
            label={label}
            previousHref={cursors.previous ? tableHref(path, params, { before: cursors.previous }) : null}
            nextHref={cursors.next ? tableHref(path, params, { after: cursors.next }) : null}
          />
        ) : null
      }
      toolbar={
        <>
          {search === undefined ? null : (
            <SearchBox path={path} params={params} query={state.query} placeholder={search} />
          )}
          <FilterChips path={path} params={params} state={state} filters={filters} />
        </>
      }
      message={
        props.problem ? (
          <div className="p-4">{props.problem}</div>
        ) : count.all === 0 && !narrowed ? (
          props.empty
        ) : props.rows.length === 0 ? (
          <EmptyState
            title={`No ${noun.one} matches`}
            action={<TextLink href={path}>Clear search and filters</TextLink>}
          >
            {count.matching > 0 ? "This page is empty now." : "No result for this search and these filters."}
          </EmptyState>
        ) : null
      }
    />
  );
}
