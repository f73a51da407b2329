import { type RefObject, useRef } from "react";

/** How a menu or popover leaves: the focus goes back to its button, unless the reader pressed something outside. */
export function useAnchorReturn(anchor: RefObject<HTMLElement | null>) {
  const leftOutside = useRef(false);
  return {
    onInteractOutside: (event: Event) => {
      // A press on the button closes by the button's own click.
      if (event.target instanceof Node && anchor.current?.contains(event.target)) event.preventDefault();
      else leftOutside.current = true;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (!leftOutside.current) anchor.current?.focus();
      leftOutside.current = false;
    },
  };
}
