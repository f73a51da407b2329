"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTableSelection } from "@/components/data-table/table-selection";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/count";

/** Floats over the page, so that selecting a row moves nothing. */
export function BulkBar({ children }: { children: ReactNode }) {
  const { ids, clear } = useTableSelection();
  return (
    <div aria-live="polite" className="pointer-events-none fixed inset-x-3 bottom-4 z-30 flex justify-center">
      {ids.length > 0 ? (
        <div className="pointer-events-auto flex animate-appear flex-wrap items-center gap-2 rounded bg-surface py-2 pr-2 pl-3.5 shadow-overlay">
          <span className="mr-2">{formatCount(ids.length)} selected</span>
          {children}
          <Button size="icon" variant="ghost" aria-label="Clear selection" title="Clear selection" onClick={clear}>
            <X aria-hidden="true" />
          </Button>
        </div>
      ) : null}
    </div>
  );
}
