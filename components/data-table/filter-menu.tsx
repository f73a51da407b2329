"use client";

import { ChevronDown } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

/** A native disclosure, so it opens before scripts load; they add closing by Escape and by a press elsewhere. */
export function FilterMenu({ label, children }: { label: string; children: ReactNode }) {
  const details = useRef<HTMLDetailsElement>(null);

  // Presses elsewhere happen outside the elements that React renders here.
  useEffect(() => {
    function onPress(event: PointerEvent) {
      const element = details.current;
      if (element?.open && event.target instanceof Node && !element.contains(event.target)) element.open = false;
    }
    document.addEventListener("pointerdown", onPress);
    return () => document.removeEventListener("pointerdown", onPress);
  }, []);

  return (
    <details
      ref={details}
      className="group relative"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !details.current?.open) return;
        event.stopPropagation();
        details.current.open = false;
        details.current.querySelector("summary")?.focus();
      }}
    >
      <summary className="flex h-7 list-none items-center gap-1 rounded-full border border-line bg-surface px-2.5 text-ink-2 text-sm hover:border-line-strong group-open:border-line-strong">
        <span className="sr-only">Filter by </span>
        {label}
        <ChevronDown aria-hidden="true" className="size-3.5 text-ink-3" />
      </summary>
      <div className="absolute left-0 z-30 mt-1.5 max-h-80 w-max min-w-44 max-w-80 overflow-y-auto rounded bg-surface p-1 text-sm shadow-overlay max-sm:fixed max-sm:inset-x-3 max-sm:bottom-20 max-sm:w-auto max-sm:max-w-none">
        {children}
      </div>
    </details>
  );
}
