"use client";

import { createContext, useContext } from "react";

export type TableSelection = { ids: readonly string[]; clear: () => void };

export const TableSelectionContext = createContext<TableSelection>({ ids: [], clear: () => undefined });

/** For a table's bulk buttons: the selected row ids, and how to clear them. */
export function useTableSelection(): TableSelection {
  return useContext(TableSelectionContext);
}
