"use client";

import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";
import { cn } from "@/components/ui/cn";

type BoxProps = Omit<ComponentProps<"input">, "type" | "ref"> & { indeterminate?: boolean | undefined };

const BOX =
  "relative size-4 shrink-0 align-middle appearance-none rounded-sm border border-field bg-surface checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:cursor-not-allowed disabled:opacity-60 forced-colors:appearance-auto before:absolute before:inset-[2px] before:hidden before:bg-accent-ink before:content-[''] after:absolute after:-inset-[5px] after:content-[''] checked:before:block checked:before:[clip-path:polygon(14%_44%,0_58%,40%_96%,100%_22%,86%_8%,39%_67%)] indeterminate:before:block indeterminate:before:[clip-path:inset(40%_8%_40%_8%)]";

/** The box without words, for tables; it needs an aria-label. The press area reaches 4 px beyond the drawing. */
export function CheckboxBox({ indeterminate = false, className, ...props }: BoxProps) {
  const box = useRef<HTMLInputElement>(null);
  // The third state of a checkbox exists only as a property of the DOM element.
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return <input {...props} ref={box} type="checkbox" className={cn(BOX, className)} />;
}

type CheckboxProps = BoxProps & { label: ReactNode; description?: ReactNode };

export function Checkbox({ label, description, className, ...props }: CheckboxProps) {
  const id = useId();
  return (
    <div className={cn("flex min-h-6 items-start gap-2", className)}>
      <CheckboxBox
        {...props}
        id={props.id ?? id}
        aria-describedby={description ? `${id}-description` : undefined}
        className="mt-0.5"
      />
      <div>
        <label htmlFor={props.id ?? id} className="block pb-0.5">
          {label}
        </label>
        {description ? (
          <p id={`${id}-description`} className="text-sm text-ink-3">
            {description}
          </p>
        ) : null}
      </div>
    </div>
  );
}
