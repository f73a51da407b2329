"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";
import { FieldContext } from "@/components/ui/field-context";
import { Label } from "@/components/ui/label";

type FieldProps = {
  label: ReactNode;
  description?: ReactNode;
  /** Sentences from the validation; the first one is shown. */
  error?: string | readonly string[] | null | undefined;
  /** Shows "optional" beside the label. */
  optional?: boolean | undefined;
  hideLabel?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
};

export function Field({ label, description, error, optional, hideLabel, className, children }: FieldProps) {
  const id = useId();
  const message = typeof error === "string" ? error : error?.[0];
  const descriptionId = description ? `${id}-description` : undefined;
  const errorId = message ? `${id}-error` : undefined;
  const describedBy = [errorId, descriptionId].filter(Boolean).join(" ") || undefined;
  return (
    <FieldContext.Provider value={{ id, describedBy, invalid: Boolean(message) }}>
      <div className={cn("flex flex-col gap-1", className)}>
        <Label htmlFor={id} className={cn(hideLabel && "sr-only")}>
          {label}
          {optional ? <span className="font-normal text-ink-3"> optional</span> : null}
        </Label>
        {children}
        <div aria-live="polite">
          {message ? (
            <p id={errorId} className="flex items-start gap-1.5 text-sm text-stop">
              <CircleAlert aria-hidden="true" className="mt-[3px] size-3.5 shrink-0" />
              {message}
            </p>
          ) : null}
        </div>
        {description ? (
          <p id={descriptionId} className="text-sm text-ink-3">
            {description}
          </p>
        ) : null}
      </div>
    </FieldContext.Provider>
  );
}
