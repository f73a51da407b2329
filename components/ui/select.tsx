"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { CONTROL } from "@/components/ui/control-style";
import { useFieldWiring } from "@/components/ui/field-context";

type SelectOption = { value: string; label: string; disabled?: boolean | undefined };
type SelectProps = Omit<ComponentProps<"select">, "children"> & { options: readonly SelectOption[] };

/** The browser's own list: it works before scripts load and opens as the phone's picker. */
export function Select({ className, options, ...props }: SelectProps) {
  const wiring = useFieldWiring(props);
  return (
    <span className={cn("relative block", className)}>
      <select {...props} {...wiring} className={cn(CONTROL, "h-8 appearance-none pr-8 max-sm:h-10")}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}
