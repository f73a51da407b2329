"use client";

import { useCallback, useEffect, useState } from "react";
import { type Toast, takeToasts } from "@/components/ui/toast";
import { useLate } from "@/components/ui/use-late";

const loadWindow = () => import("@/components/ui/toast-window").then(({ ToastWindow }) => ToastWindow);

/** Rendered once in the root layout. Call `toast` of `components/ui/toast`; undo belongs into its `action`. */
export function Toaster() {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const [wanted, setWanted] = useState(false);
  // Toasts come from event handlers anywhere on the page.
  useEffect(
    () =>
      takeToasts((toast) => {
        setWanted(true);
        setToasts((waiting) => [...waiting, toast]);
      }),
    [],
  );
  const onShown = useCallback(() => setToasts([]), []);
  const Window = useLate(loadWindow, wanted);
  return Window ? <Window toasts={toasts} onShown={onShown} /> : null;
}
