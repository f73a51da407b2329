"use client";

import { type ReactNode, type RefObject, useRef } from "react";
import type { PopoverWindowProps } from "@/components/ui/popover-window";
import { useLate } from "@/components/ui/use-late";

const loadWindow = () => import("@/components/ui/popover-window").then(({ PopoverWindow }) => PopoverWindow);

/** What the button of a popover must pass on to its element. */
export type PopoverButton = {
  ref: RefObject<HTMLButtonElement | null>;
  "aria-haspopup": "dialog";
  "aria-expanded": boolean;
  onClick: () => void;
};

type PopoverProps = Omit<PopoverWindowProps, "anchor"> & { button: (props: PopoverButton) => ReactNode };

/** A button with a popover; the part that draws it loads with the first opening. */
export function Popover({ button, ...props }: PopoverProps) {
  const { open, onOpenChange } = props;
  const anchor = useRef<HTMLButtonElement>(null);
  const Window = useLate(loadWindow, open);
  return (
    <>
      {button({
        ref: anchor,
        "aria-haspopup": "dialog",
        "aria-expanded": open,
        onClick: () => onOpenChange(!open),
      })}
      {Window ? <Window {...props} anchor={anchor} /> : null}
    </>
  );
}
