"use client";

import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useLate } from "@/components/ui/use-late";

export type CommandGroup = {
  heading: string;
  items: readonly { label: string; href: string; hint?: string | undefined }[];
};

const loadWindow = () => import("@/components/layout/command-window").then(({ CommandWindow }) => CommandWindow);

/** Jumps to a section, an account or a package. Opens with ⌘K or Ctrl K from anywhere in the shell. */
export function CommandMenu({ groups }: { groups: readonly CommandGroup[] }) {
  const [open, setOpen] = useState(false);
  const [early, setEarly] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const Window = useLate(loadWindow, open);

  // The shortcut belongs to the whole document, which React does not own.
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key === "Control" || event.key === "Meta") void loadWindow();
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen((now) => !now);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const isLoading = open && Window === null;
  // Who types on while the field is not there yet types into it all the same.
  useEffect(() => {
    if (!isLoading) return;
    function onKey(event: KeyboardEvent) {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      setEarly((text) => text + event.key);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isLoading]);

  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        onPointerEnter={() => void loadWindow()}
        className="flex h-[26px] shrink-0 items-center gap-2 rounded-md border border-line bg-surface px-2 text-ink-3 text-xs hover:border-line-strong hover:text-ink-2"
      >
        <Search aria-hidden="true" className="size-3.5 sm:hidden" />
        <span className="max-sm:sr-only">Search or jump to…</span>
        <span aria-hidden="true" className="max-sm:hidden">
          ⌘K
        </span>
      </button>
      {Window ? (
        <Window
          groups={groups}
          early={early}
          open={open}
          onOpenChange={setOpen}
          onClosed={() => button.current?.focus()}
        />
      ) : null}
    </>
  );
}
