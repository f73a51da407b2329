import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

type LabelProps = ComponentProps<"label"> & { htmlFor: string };

export function Label({ className, htmlFor, children, ...props }: LabelProps) {
  return (
    <label {...props} htmlFor={htmlFor} className={cn("font-medium text-ink", className)}>
      {children}
    </label>
  );
}
