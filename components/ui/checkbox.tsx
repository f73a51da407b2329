"use client";

import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";
import { cn } from "@/components/ui/cn";

type BoxProps = Omit<ComponentProps<"input">, "type" | "ref"> & { indeterminate?: boolean | undefined };

const BOX = [
  "relative -m-1 size-6 shrink-0 appearance-none rounded-md align-middle focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60",
  "before:absolute before:inset-1 before:rounded-sm before:border before:border-field before:bg-surface before:content-['']",
  "checked:before:border-accent checked:before:bg-accent indeterminate:before:border-accent indeterminate:before:bg-accent",
  "after:absolute after:inset-[7px] after:hidden after:bg-accent-ink after:content-[''] checked:after:block indeterminate:after:block",
  "checked:after:[clip-path:polygon(14%_44%,0_58%,40%_96%,100%_22%,86%_8%,39%_67%)] indeterminate:after:[clip-path:inset(40%_8%_40%_8%)]",
  "forced-colors:appearance-auto forced-colors:after:hidden forced-colors:before:hidden",
].join(" ");

/** The box without a label, for tables; it needs an aria-label. It is 24 px wide, of which 16 are drawn. */
export function CheckboxBox({ indeterminate = false, className, ...props }: BoxProps) {
  const box = useRef<HTMLInputElement>(null);
  // A checkbox's third state exists only as a property of the DOM element.
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
        className="-mt-0.5"
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
