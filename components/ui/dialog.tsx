"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, type RefObject, useRef } from "react";
import { cn } from "@/components/ui/cn";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  size?: "sm" | "md" | "lg" | undefined;
  /** Gets the focus afterwards; without it, what had the focus before. */
  returnFocus?: RefObject<HTMLElement | null> | undefined;
};

const FIELD = 'input:not([type="hidden"], [type="radio"], [type="checkbox"], :disabled), textarea, select';

/** A form's reader wants to type, so the first field gets the focus; without one, the first control does. */
function beginAtField(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const field = event.currentTarget.querySelector<HTMLElement>(FIELD);
  if (!field) return;
  event.preventDefault();
  field.focus();
}

const WIDTH = { sm: "sm:max-w-[420px]", md: "sm:max-w-[540px]", lg: "sm:max-w-[820px]" } as const;

/** A dialog. `DialogForm` loads it when it opens: a page begins without it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = "md",
  returnFocus,
}: DialogProps) {
  const opener = useRef<Element | null>(null);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={(event) => {
            opener.current = document.activeElement;
            beginAtField(event);
          }}
          onCloseAutoFocus={(event) => {
            // The primitive has no trigger of its own.
            const target = returnFocus?.current ?? opener.current;
            if (!(target instanceof HTMLElement) || !target.isConnected || target === document.body) return;
            event.preventDefault();
            target.focus();
          }}
          className={cn(
            "fixed z-50 flex max-h-[88dvh] w-full animate-appear flex-col bg-surface shadow-overlay focus:outline-none",
            "max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-t sm:top-[12vh] sm:left-1/2 sm:max-h-[76vh] sm:-translate-x-1/2 sm:rounded",
            WIDTH[size],
          )}
        >
          <div className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="font-semibold text-lg">{title}</Primitive.Title>
              {description ? (
                <Primitive.Description className="mt-0.5 text-ink-2">{description}</Primitive.Description>
              ) : null}
            </div>
            <Primitive.Close
              aria-label="Close"
              className="-mr-1.5 grid size-7 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
            >
              <X aria-hidden="true" className="size-4" />
            </Primitive.Close>
          </div>
          {children ? <div className="min-h-0 overflow-y-auto px-5 pb-4">{children}</div> : null}
          {footer ? (
            <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</div>
          ) : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
