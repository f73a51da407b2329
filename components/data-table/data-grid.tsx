"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { BulkBar } from "@/components/data-table/bulk-bar";
import { ColumnMenu } from "@/components/data-table/column-menu";
import { GridHeader } from "@/components/data-table/grid-header";
import { columnsCookie } from "@/components/data-table/kept-columns";
import { KeyHints } from "@/components/data-table/key-hints";
import { TableSelectionContext } from "@/components/data-table/table-selection";
import type { GridColumn, GridRow } from "@/components/data-table/table-types";
import { useRowKeys } from "@/components/data-table/use-row-keys";
import { keepChoice } from "@/components/ui/browser-cookie";
import { CheckboxBox } from "@/components/ui/checkbox";
import { Link } from "@/components/ui/link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableMessageRow, TableRow } from "@/components/ui/table";

type DataGridProps = {
  id: string;
  label: string;
  columns: readonly GridColumn[];
  rows: GridRow[];
  hidden: readonly string[];
  count: string;
  message: ReactNode;
  bulk: ReactNode;
  /** Search and filters, built on the server. */
  toolbar: ReactNode;
  /** The links to other pages of the list. */
  footer: ReactNode;
};

function shownById(columns: readonly GridColumn[], hidden: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(columns.map((column) => [column.id, !hidden.includes(column.id)]));
}

/** The table's part in the browser: columns, selection and keys. The server renders the rows. */
export function DataGrid({ id, label, columns, rows, hidden, count, message, bulk, toolbar, footer }: DataGridProps) {
  const router = useRouter();
  const grid = useRef<HTMLDivElement>(null);
  const [columnVisibility, setColumnVisibility] = useState(() => shownById(columns, hidden));
  const [rowSelection, setRowSelection] = useState<Record<string, boolean>>({});
  const selectable = bulk !== undefined && bulk !== null && rows.length > 0;
  const selected = rows.filter((row) => rowSelection[row.id]).map((row) => row.id);

  const open = useCallback(
    (rowId: string) => {
      const href = rows.find((row) => row.id === rowId)?.href;
      if (href) router.push(href);
    },
    [rows, router],
  );
  const toggle = useCallback((rowId: string) => {
    setRowSelection(({ [rowId]: selected, ...others }) => (selected ? others : { ...others, [rowId]: true }));
  }, []);
  useRowKeys(grid, { open, toggle: selectable ? toggle : null });

  function show(columnId: string, shown: boolean) {
    const next = { ...columnVisibility, [columnId]: shown };
    setColumnVisibility(next);
    keepChoice(
      columnsCookie(id),
      columns
        .filter((column) => next[column.id] === false)
        .map((column) => column.id)
        .join(","),
    );
  }

  function selectAll(chosen: boolean) {
    setRowSelection(chosen ? Object.fromEntries(rows.map((row) => [row.id, true])) : {});
  }

  const visible = columns.filter((column) => columnVisibility[column.id] !== false);
  const movable = columns.filter((column) => column.hideable);
  const selection = useMemo(() => ({ ids: selected, clear: () => setRowSelection({}) }), [selected]);
  return (
    <TableSelectionContext value={selection}>
      <div ref={grid} data-grid={id}>
        <div className="mb-2.5 flex min-h-7 flex-wrap items-center gap-1.5">
          {toolbar}
          <div className="ml-auto flex items-center gap-1.5 pl-2">
            <span aria-live="polite" className="text-ink-3 text-sm">
              {count}
            </span>
            {movable.length > 0 ? (
              <ColumnMenu
                columns={movable.map((column) => ({
                  id: column.id,
                  header: column.header,
                  shown: columnVisibility[column.id] !== false,
                }))}
                onChange={show}
              />
            ) : null}
          </div>
        </div>
        <Table label={label}>
          <TableHead>
            <tr>
              {selectable ? (
                <TableHeader className="w-8 pr-0">
                  <CheckboxBox
                    aria-label={`Select all on this page of ${label}`}
                    checked={selected.length === rows.length}
                    indeterminate={selected.length > 0 && selected.length < rows.length}
                    onChange={(event) => selectAll(event.target.checked)}
                  />
                </TableHeader>
              ) : null}
              {visible.map((column) => (
                <GridHeader key={column.id} column={column} />
              ))}
            </tr>
          </TableHead>
          <TableBody>
            {message ? <TableMessageRow columns={visible.length}>{message}</TableMessageRow> : null}
            {rows.map((row) => (
              <TableRow
                key={row.id}
                data-row={row.id}
                tabIndex={-1}
                data-selected={rowSelection[row.id] ? "" : undefined}
                className="focus-inset focus-visible:bg-sunken data-[selected]:bg-accent-soft"
              >
                {selectable ? (
                  <TableCell className="w-8 pr-0">
                    <CheckboxBox
                      aria-label={`Select ${row.label}`}
                      checked={rowSelection[row.id] ?? false}
                      onChange={() => toggle(row.id)}
                    />
                  </TableCell>
                ) : null}
                {visible.map((column, index) => (
                  <TableCell key={column.id} numeric={column.numeric} className={column.className}>
                    {index === 0 && row.href ? (
                      <Link
                        href={row.href}
                        className="focus-inset -mx-1 rounded-sm px-1 py-1 font-medium hover:underline"
                      >
                        {row.cells[column.id]}
                      </Link>
                    ) : (
                      row.cells[column.id]
                    )}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
        <div className="mt-2.5 flex min-h-[26px] items-center gap-3">
          {rows.length > 0 ? <KeyHints opens={rows.some((row) => row.href)} selects={selectable} /> : null}
          {footer}
        </div>
        {selectable ? <BulkBar>{bulk}</BulkBar> : null}
      </div>
    </TableSelectionContext>
  );
}
