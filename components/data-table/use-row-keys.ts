"use client";

import { type RefObject, useEffect } from "react";
import { useSingleKeys } from "@/components/ui/single-keys";

type RowKeys = { open: (rowId: string) => void; toggle: ((rowId: string) => void) | null };

const TYPING = "input, textarea, select, [contenteditable='true'], [role='menu'], [role='dialog'], [role='listbox']";

/** Keys in an open overlay or a text field belong to it; without focus, the first table on the page reacts. */
function listens(grid: HTMLElement): boolean {
  const focused = document.activeElement;
  if (focused && grid.contains(focused)) return !focused.matches(TYPING) || focused.matches("[type='checkbox']");
  if (document.querySelector("[role='dialog'], [role='menu']")) return false;
  const idle = !focused || focused === document.body || focused.id === "main";
  return idle && document.querySelector("[data-grid]") === grid;
}

/** j and k move between rows, x selects, Enter opens. */
export function useRowKeys(grid: RefObject<HTMLElement | null>, { open, toggle }: RowKeys): void {
  const [singleKeys] = useSingleKeys();

  // Without focus, keys arrive at the document.
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const element = grid.current;
      if (!element || event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      const rows = [...element.querySelectorAll<HTMLElement>("tr[data-row]")];
      const row = document.activeElement?.closest<HTMLElement>("tr[data-row]") ?? null;
      const id = row?.dataset.row;
      if (event.key === "Enter" && id !== undefined && document.activeElement === row) open(id);
      if (!singleKeys || !listens(element)) return;
      if (event.key === "j" || event.key === "k") {
        const at = row ? rows.indexOf(row) : -1;
        const next = event.key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0);
        rows[next]?.focus();
        event.preventDefault();
      }
      if (event.key === "x" && toggle && id !== undefined) {
        toggle(id);
        event.preventDefault();
      }
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [grid, open, toggle, singleKeys]);
}
