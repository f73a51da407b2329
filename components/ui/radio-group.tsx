"use client";

import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";

export type RadioOption = {
  value: string;
  label: ReactNode;
  description?: ReactNode;
  disabled?: boolean | undefined;
};

type RadioGroupProps = {
  legend: ReactNode;
  name: string;
  options: readonly RadioOption[];
  value?: string | undefined;
  defaultValue?: string | undefined;
  onValueChange?: ((value: string) => void) | undefined;
  error?: string | undefined;
  className?: string | undefined;
};

const DOT =
  "mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-field bg-surface checked:border-[5px] checked:border-accent disabled:cursor-not-allowed disabled:opacity-60 forced-colors:appearance-auto";

export function RadioGroup({
  legend,
  name,
  options,
  value,
  defaultValue,
  onValueChange,
  error,
  className,
}: RadioGroupProps) {
  const id = useId();
  const chosen =
    value === undefined
      ? (option: string) => ({ defaultChecked: option === defaultValue })
      : (option: string) => ({ checked: option === value });
  return (
    <fieldset
      className={cn("flex min-w-0 flex-col gap-2", className)}
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <legend className="mb-1.5 font-medium">{legend}</legend>
      {options.map((option) => (
        <div key={option.value} className="flex min-h-6 items-start gap-2">
          <input
            {...chosen(option.value)}
            type="radio"
            id={`${id}-${option.value}`}
            name={name}
            value={option.value}
            disabled={option.disabled}
            onChange={() => onValueChange?.(option.value)}
            aria-describedby={option.description ? `${id}-${option.value}-description` : undefined}
            className={DOT}
          />
          <div className={cn(option.disabled && "text-ink-3")}>
            <label htmlFor={`${id}-${option.value}`} className="block pb-0.5">
              {option.label}
            </label>
            {option.description ? (
              <p id={`${id}-${option.value}-description`} className="text-sm text-ink-3">
                {option.description}
              </p>
            ) : null}
          </div>
        </div>
      ))}
      <div aria-live="polite">
        {error ? (
          <p id={`${id}-error`} className="text-sm text-stop">
            {error}
          </p>
        ) : null}
      </div>
    </fieldset>
  );
}
