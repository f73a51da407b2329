"use client";

import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { CONTROL } from "@/components/ui/control-style";
import { useFieldWiring } from "@/components/ui/field-context";

export function Input({ className, mono, ...props }: ComponentProps<"input"> & { mono?: boolean | undefined }) {
  const wiring = useFieldWiring(props);
  return (
    <input
      {...props}
      {...wiring}
      className={cn(CONTROL, "read-only:bg-sunken h-8 max-sm:h-10", mono && "font-mono", className)}
    />
  );
}
