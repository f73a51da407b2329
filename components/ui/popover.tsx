"use client";

import { Popover as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;

/** Needs an aria-label or aria-labelledby: screen readers announce it as a dialog. */
export function PopoverContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={6}
        align="end"
        collisionPadding={12}
        {...props}
        className={cn(
          "z-50 w-[352px] max-w-[calc(100vw-24px)] animate-appear rounded bg-surface p-4 text-sm shadow-overlay focus:outline-none",
          className,
        )}
      />
    </Primitive.Portal>
  );
}
