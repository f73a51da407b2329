"use client";

import { Check } from "lucide-react";
import { Menu as Primitive } from "radix-ui/internal";
import type { ReactNode, RefObject } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import type { MenuEntry } from "@/components/ui/menu";
import { useAnchorReturn } from "@/components/ui/use-anchor-return";

type MenuWindowProps = {
  open: boolean;
  /** Opened by the keyboard, which goes on at the first entry. */
  byKey: boolean;
  onClose: () => void;
  anchor: RefObject<HTMLButtonElement | null>;
  entries: readonly MenuEntry[];
  align: "start" | "end";
  className?: string | undefined;
};

const ITEM =
  "relative flex min-h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-ink outline-none data-[highlighted]:bg-sunken data-[disabled]:text-ink-3 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3";

const FIRST = '[role^="menuitem"]:not([data-disabled])';

/** Not modal: the page behind keeps its scrollbar and stays in the accessibility tree. */
export function MenuWindow({ open, byKey, onClose, anchor, entries, align, className }: MenuWindowProps) {
  const leaving = useAnchorReturn(anchor);
  return (
    <Primitive.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())} modal={false}>
      <Primitive.Anchor virtualRef={anchor} />
      <Primitive.Portal>
        <Primitive.Content
          sideOffset={6}
          align={align}
          collisionPadding={12}
          onEntryFocus={(event) => {
            if (!byKey || !(event.target instanceof Element)) return;
            event.preventDefault();
            event.target.querySelector<HTMLElement>(FIRST)?.focus();
          }}
          {...leaving}
          className={cn(
            "z-50 max-h-[var(--radix-popper-available-height)] min-w-48 animate-appear overflow-y-auto rounded bg-surface p-1 shadow-overlay",
            className,
          )}
        >
          {entries.map((entry) => (
            <Entry key={keyOf(entry)} entry={entry} />
          ))}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function keyOf(entry: MenuEntry): string {
  if (entry.kind === "label") return `label ${entry.text}`;
  if (entry.kind === "link") return `link ${entry.href}`;
  return entry.kind === "head" ? "head" : `${entry.kind} ${entry.id}`;
}

function Entry({ entry }: { entry: MenuEntry }) {
  switch (entry.kind) {
    case "label":
      return <Primitive.Label className="px-2 pt-1.5 pb-1 text-ink-3 text-xs">{entry.text}</Primitive.Label>;
    case "line":
      return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
    case "head":
      return entry.content;
    case "link":
      return (
        <Primitive.Item asChild className={ITEM}>
          <Link href={entry.href} aria-current={entry.current ? "true" : undefined}>
            {entry.content}
          </Link>
        </Primitive.Item>
      );
    case "act":
      return (
        <Primitive.Item
          onSelect={entry.onSelect}
          disabled={entry.disabled ?? false}
          className={cn(ITEM, entry.danger && "text-stop data-[highlighted]:bg-stop-soft [&_svg]:text-stop")}
        >
          {entry.content}
        </Primitive.Item>
      );
    case "check":
      return (
        <Primitive.CheckboxItem
          checked={entry.checked}
          onCheckedChange={entry.onChange}
          onSelect={(event) => (entry.stays ? event.preventDefault() : undefined)}
          className={cn(ITEM, "pl-7")}
        >
          <Ticked>{entry.content}</Ticked>
        </Primitive.CheckboxItem>
      );
    case "choice":
      return (
        <Primitive.RadioGroup value={entry.value} onValueChange={entry.onChange}>
          {entry.options.map(({ value, content, disabled = false }) => (
            <Primitive.RadioItem key={value} value={value} disabled={disabled} className={cn(ITEM, "pl-7")}>
              <Ticked>{content}</Ticked>
            </Primitive.RadioItem>
          ))}
        </Primitive.RadioGroup>
      );
  }
}

function Ticked({ children }: { children: ReactNode }) {
  return (
    <>
      <Primitive.ItemIndicator className="absolute left-1.5">
        <Check aria-hidden="true" />
      </Primitive.ItemIndicator>
      {children}
    </>
  );
}
