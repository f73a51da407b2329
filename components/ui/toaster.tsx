"use client";

import { Toaster as Sonner } from "sonner";

/** Rendered once in the root layout. Call `toast` of "sonner"; undo belongs into its `action`. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      className="font-sans!"
      closeButton
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-[356px] max-w-[calc(100vw-32px)] items-center gap-3 rounded border border-line bg-surface px-3.5 py-2.5 text-ink shadow-overlay",
          title: "font-medium",
          description: "text-ink-2 text-sm",
          success: "[&_[data-icon]]:text-accent",
          error: "[&_[data-icon]]:text-stop",
          warning: "[&_[data-icon]]:text-warn",
          info: "[&_[data-icon]]:text-info",
          actionButton:
            "ml-auto h-[26px] shrink-0 rounded-md border border-line-strong px-2.5 font-medium text-sm hover:bg-sunken",
          cancelButton: "h-[26px] shrink-0 rounded-md px-2.5 text-ink-3 text-sm hover:bg-sunken",
          closeButton:
            "order-last ml-auto grid size-6 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink",
        },
      }}
    />
  );
}
