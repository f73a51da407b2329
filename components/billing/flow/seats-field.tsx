"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MAX_SEATS } from "@/lib/billing/quotes/seat-limit";

type SeatsFieldProps = {
  label: string;
  initial: number;
  minimum: number;
  description: ReactNode;
  error: readonly string[] | undefined;
};

export function SeatsField({ label, initial, minimum, description, error }: SeatsFieldProps) {
  return (
    <Field label={label} description={description} error={error}>
      <Input
        name="seats"
        type="number"
        inputMode="numeric"
        min={minimum}
        max={MAX_SEATS}
        step={1}
        defaultValue={initial}
        required
        className="max-w-32"
      />
    </Field>
  );
}
