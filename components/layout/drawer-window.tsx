"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";

type DrawerWindowProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Gives the focus back to the button. */
  onClosed: () => void;
  children: ReactNode;
};

export function DrawerWindow({ open, onOpenChange, onClosed, children }: DrawerWindowProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim lg:hidden" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed();
          }}
          className="fixed inset-y-0 left-0 z-50 flex w-[min(304px,86vw)] animate-appear flex-col bg-bg p-3 shadow-overlay focus:outline-none lg:hidden"
        >
          <div className="mb-2 flex items-center">
            <Dialog.Title className="px-1 font-medium text-ink-3 text-sm">Navigation</Dialog.Title>
            <Dialog.Close
              aria-label="Close navigation"
              className={cn(buttonStyle({ variant: "ghost", size: "icon" }), "ml-auto")}
            >
              <X aria-hidden="true" />
            </Dialog.Close>
          </div>
          <div className="flex min-h-0 flex-1 flex-col">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
