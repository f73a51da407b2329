import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** Without a stop for the keyboard, what lies outside the view could be reached by mouse only. No landmark: a page may hold ten. */
const REACHABLE = { tabIndex: 0, role: "group" };

type ScrollRegionProps = Omit<ComponentProps<"section">, "aria-label"> & { label: string };

/** Its content never widens what lies around it. */
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
