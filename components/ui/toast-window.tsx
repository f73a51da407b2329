"use client";

import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import type { Toast } from "@/components/ui/toast";

type ToastWindowProps = {
  toasts: readonly Toast[];
  /** Called when all of them were handed over. */
  onShown: () => void;
};

export function ToastWindow({ toasts, onShown }: ToastWindowProps) {
  // Sonner keeps its messages outside of React.
  useEffect(() => {
    if (toasts.length === 0) return;
    for (const { kind, title, more } of toasts) toast[kind](title, more);
    onShown();
  }, [toasts, onShown]);
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
