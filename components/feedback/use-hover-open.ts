"use client";

import { type PointerEvent, useEffect, useRef, useState } from "react";

const OPEN_MS = 150;
const CLOSE_MS = 250;

/** Opens on click, Enter and resting with a mouse; what a mouse opened closes when the mouse has left both parts. */
export function useHoverOpen() {
  const [open, setOpen] = useState(false);
  const hovered = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // The timer of a removed control must not fire.
  useEffect(() => () => clearTimeout(timer.current), []);

  function later(next: boolean) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), next ? OPEN_MS : CLOSE_MS);
  }

  const area = {
    onPointerEnter(event: PointerEvent) {
      if (event.pointerType !== "mouse") return;
      if (!open) hovered.current = true;
      later(true);
    },
    onPointerLeave(event: PointerEvent) {
      if (event.pointerType === "mouse" && hovered.current) later(false);
      else clearTimeout(timer.current);
    },
  };

  return {
    open,
    area,
    /** True when a mouse opened it: the focus then stays unchanged. */
    openedByHover: () => hovered.current,
    onOpenChange(next: boolean) {
      clearTimeout(timer.current);
      // A press on a part that the mouse opened keeps it open.
      if (!next && hovered.current) {
        hovered.current = false;
        return;
      }
      hovered.current = false;
      setOpen(next);
    },
    close() {
      clearTimeout(timer.current);
      hovered.current = false;
      setOpen(false);
    },
  };
}
