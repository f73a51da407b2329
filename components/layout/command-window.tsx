"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useRef, useState } from "react";
import type { CommandGroup } from "@/components/layout/command-menu";

const ITEM =
  "flex min-h-8 cursor-default items-center gap-3 rounded-sm px-2.5 data-[selected=true]:bg-sunken [&_small]:ml-auto [&_small]:text-xs [&_small]:text-ink-3";

type CommandWindowProps = {
  groups: readonly CommandGroup[];
  /** What was typed before this part was there. */
  early: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Gives the focus back to the button. */
  onClosed: () => void;
};

export function CommandWindow({ groups, early, open, onOpenChange, onClosed }: CommandWindowProps) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(early);

  function go(href: string) {
    onOpenChange(false);
    setText("");
    router.push(href);
  }

  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            // The primitive would select what was typed early, and the next key would replace it.
            event.preventDefault();
            input.current?.focus();
            input.current?.setSelectionRange(text.length, text.length);
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed();
          }}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-24px))] -translate-x-1/2 animate-appear overflow-hidden rounded bg-surface shadow-overlay focus:outline-none"
        >
          <Dialog.Title className="sr-only">Search or jump to</Dialog.Title>
          <Command label="Search or jump to" loop>
            <Command.Input
              ref={input}
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
