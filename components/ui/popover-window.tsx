"use client";

import { Popover as Primitive } from "radix-ui";
import { type ComponentProps, type ReactNode, type RefObject, useRef } from "react";

type Content = ComponentProps<typeof Primitive.Content>;

export type PopoverWindowProps = Pick<
  Content,
  "onPointerEnter" | "onPointerLeave" | "onEscapeKeyDown" | "onOpenAutoFocus"
> & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  anchor: RefObject<HTMLButtonElement | null>;
  /** The id of its heading: screen readers announce it as a dialog. */
  labelledBy: string;
  children: ReactNode;
};

export function PopoverWindow({ open, onOpenChange, anchor, labelledBy, children, ...content }: PopoverWindowProps) {
  const leftOutside = useRef(false);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Anchor virtualRef={anchor} />
      <Primitive.Portal>
        <Primitive.Content
          sideOffset={6}
          align="end"
          collisionPadding={12}
          {...content}
          aria-labelledby={labelledBy}
          onInteractOutside={(event) => {
            // A press on the button closes by the button's own click.
            if (event.target instanceof Node && anchor.current?.contains(event.target)) event.preventDefault();
            else leftOutside.current = true;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!leftOutside.current) anchor.current?.focus();
            leftOutside.current = false;
          }}
          className="z-50 w-[352px] max-w-[calc(100vw-24px)] animate-appear rounded bg-surface p-4 text-sm shadow-overlay focus:outline-none"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
