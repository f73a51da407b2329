"use client";

import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { CONTROL } from "@/components/ui/control-style";
import { useFieldWiring } from "@/components/ui/field-context";

export function Textarea({ className, mono, rows = 4, ...props }: ComponentProps<"textarea"> & { mono?: boolean }) {
  const wiring = useFieldWiring(props);
  return (
    <textarea
      {...props}
      {...wiring}
      rows={rows}
      className={cn(CONTROL, "read-only:bg-sunken resize-y py-1.5", mono && "font-mono sm:text-sm", className)}
    />
  );
}
