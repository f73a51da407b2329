import type { ReactNode } from "react";

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** "descending": the first press sorts the largest or newest first. */
  sortable?: boolean | "descending" | undefined;
  numeric?: boolean | undefined;
  /** The reader may hide the column; the first column always stays. */
  hideable?: boolean | undefined;
  /** Hidden until the reader shows it. */
  hiddenAtFirst?: boolean | undefined;
  /** Hidden on screens narrower than this. */
  hideBelow?: "sm" | "md" | "lg" | undefined;
  className?: string | undefined;
};

export type FilterOption = { value: string; label: string };

export type Filter =
  | { id: string; label: string; kind: "options"; options: readonly FilterOption[] }
  | { id: string; label: string; kind: "text"; placeholder?: string | undefined }
  | { id: string; label: string; kind: "date" };

/** A column after its functions have run, as sent to the browser. */
export type GridColumn = {
  id: string;
  header: string;
  sort: { href: string; direction: "ascending" | "descending" | null } | null;
  numeric: boolean;
  hideable: boolean;
  className: string;
};

export type GridRow = { id: string; label: string; href: string | null; cells: Record<string, ReactNode> };
