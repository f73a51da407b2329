"use client";

import { Kbd } from "@/components/ui/kbd";
import { useSingleKeys } from "@/components/ui/single-keys";

/** The keys of this table; empty when they are turned off, or without a keyboard. */
export function KeyHints({ opens, selects }: { opens: boolean; selects: boolean }) {
  const [singleKeys] = useSingleKeys();
  if (!singleKeys) return null;
  return (
    <p className="hidden items-center gap-1 text-ink-3 text-xs lg:flex">
      <Kbd>j</Kbd>
      <Kbd>k</Kbd> move
      {selects ? (
        <>
          <Kbd className="ml-2">x</Kbd> select
        </>
      ) : null}
      {opens ? (
        <>
          <Kbd className="ml-2">Enter</Kbd> open
        </>
      ) : null}
    </p>
  );
}
