"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";

export type CommandGroup = {
  heading: string;
  items: readonly { label: string; href: string; hint?: string | undefined }[];
};

const ITEM =
  "flex min-h-8 cursor-default items-center gap-3 rounded-sm px-2.5 data-[selected=true]:bg-sunken [&_small]:ml-auto [&_small]:text-xs [&_small]:text-ink-3";

/** Jumps to a section, an account or a package. Opens with ⌘K or Ctrl K from anywhere in the shell. */
export function CommandMenu({ groups }: { groups: readonly CommandGroup[] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");

  // The shortcut belongs to the whole document, which React does not own.
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen((now) => !now);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  function go(href: string) {
    setOpen(false);
    setText("");
    router.push(href);
  }

  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className="flex h-[26px] shrink-0 items-center gap-2 rounded-md border border-line bg-surface px-2 text-ink-3 text-xs hover:border-line-strong hover:text-ink-2">
        <Search aria-hidden="true" className="size-3.5 sm:hidden" />
        <span className="max-sm:sr-only">Search or jump to…</span>
        <span aria-hidden="true" className="max-sm:hidden">
          ⌘K
        </span>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-24px))] -translate-x-1/2 animate-appear overflow-hidden rounded bg-surface shadow-overlay focus:outline-none"
        >
          <Dialog.Title className="sr-only">Search or jump to</Dialog.Title>
          <Command label="Search or jump to" loop>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="A section, an account, a package…"
              className="h-11 w-full border-line border-b bg-transparent px-4 text-lg focus-visible:border-accent focus-visible:outline-none sm:text-base"
            />
            <Command.List className="max-h-[min(360px,60vh)] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-ink-3">
              {groups.map((group) => (
                <Command.Group key={group.heading} heading={group.heading}>
                  {group.items.map((item) => (
                    <Command.Item
                      key={item.href}
                      value={`${item.label} ${item.href}`}
                      onSelect={() => go(item.href)}
                      className={ITEM}
                    >
                      {item.label}
                      {item.hint ? <small>{item.hint}</small> : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              {text.trim() ? (
                <Command.Group heading="Packages" forceMount>
                  <Command.Item
                    forceMount
                    value={`search ${text}`}
                    onSelect={() => go(`/search?q=${encodeURIComponent(text.trim())}`)}
                    className={ITEM}
                  >
                    Search packages for “{text.trim()}”
                  </Command.Item>
                </Command.Group>
              ) : null}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
