import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/**
 * Without a tab stop the keyboard could not reach what is scrolled away. A group, not a landmark, because a page may
 * have ten.
 */
const REACHABLE = { tabIndex: 0, role: "group" };

type ScrollRegionProps = Omit<ComponentProps<"section">, "aria-label"> & { label: string };

/** Wide content scrolls instead of widening the page. */
export function ScrollRegion({ label, className, ...props }: ScrollRegionProps) {
  return (
    <section
      {...REACHABLE}
      {...props}
      aria-label={label}
      className={cn("focus-inset overflow-x-auto [contain:inline-size]", className)}
    />
  );
}
