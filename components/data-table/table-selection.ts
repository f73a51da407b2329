"use client";

import { createContext, useContext } from "react";

export type TableSelection = { ids: readonly string[]; clear: () => void };

export const TableSelectionContext = createContext<TableSelection>({ ids: [], clear: () => undefined });

/** For the bulk buttons of a table: the selected row ids, and how to let go of them when the work is done. */
export function useTableSelection(): TableSelection {
  return useContext(TableSelectionContext);
}
