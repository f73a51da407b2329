import type { ExternalToast } from "sonner";

export type ToastKind = "success" | "info" | "error";
export type Toast = { kind: ToastKind; title: string; more: ExternalToast | undefined };

let show: ((toast: Toast) => void) | null = null;

/** The one `Toaster` of the page takes the toasts from here on; returns how to stop. */
export function takeToasts(taker: (toast: Toast) => void): () => void {
  show = taker;
  return () => {
    show = null;
  };
}

const ofKind = (kind: ToastKind) => (title: string, more?: ExternalToast) => show?.({ kind, title, more });

/** A short message at the corner of the window; the part that draws it loads with the first. */
export const toast = { success: ofKind("success"), info: ofKind("info"), error: ofKind("error") } as const;
