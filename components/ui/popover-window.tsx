"use client";

import { Popover as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode, RefObject } from "react";
import { useAnchorReturn } from "@/components/ui/use-anchor-return";

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
  const leaving = useAnchorReturn(anchor);
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
          {...leaving}
          className="z-50 w-[352px] max-w-[calc(100vw-24px)] animate-appear rounded bg-surface p-4 text-sm shadow-overlay focus:outline-none"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
