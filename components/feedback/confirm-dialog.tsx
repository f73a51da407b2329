"use client";

import { cloneElement, type ReactElement, useRef, useState } from "react";
import type { ConfirmWindowProps } from "@/components/feedback/confirm-window";
import type { ButtonProps } from "@/components/ui/button";
import { useLate } from "@/components/ui/use-late";

const loadWindow = () => import("@/components/feedback/confirm-window").then(({ ConfirmWindow }) => ConfirmWindow);

type ConfirmDialogProps<T> = Omit<ConfirmWindowProps<T>, "open" | "onOpenChange"> & {
  /** The button that opens it; leave out when `open` is controlled. */
  trigger?: ReactElement<ButtonProps> | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
};

/** Asks for confirmation; `description` says what will happen, and what cannot be undone. Loads with its opening. */
export function ConfirmDialog<T>({ trigger, ...props }: ConfirmDialogProps<T>) {
  const [ownOpen, setOwnOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const open = props.open ?? ownOpen;
  const Window = useLate<ConfirmWindowProps<T>>(loadWindow, open);

  function show(next: boolean) {
    setOwnOpen(next);
    props.onOpenChange?.(next);
  }

  return (
    <>
      {trigger
        ? cloneElement(trigger, {
            ref: button,
            "aria-haspopup": "dialog",
            "aria-expanded": open,
            onClick: () => show(true),
          })
        : null}
      {Window ? (
        <Window
          {...props}
          open={open}
          onOpenChange={show}
          returnFocus={props.returnFocus ?? (trigger ? button : undefined)}
        />
      ) : null}
    </>
  );
}
