"use client";

import { createContext, useContext } from "react";

type FieldLink = { id: string; describedBy: string | undefined; invalid: boolean };

export const FieldContext = createContext<FieldLink | null>(null);

type Wired = {
  id?: string | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | "true" | "false" | "grammar" | "spelling" | undefined;
};

/** Connects a control to the label, description and error of its Field; the control's own attributes win. */
export function useFieldWiring(props: Wired): Wired {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: props.id ?? field.id,
    "aria-describedby": props["aria-describedby"] ?? field.describedBy,
    "aria-invalid": props["aria-invalid"] ?? (field.invalid ? true : undefined),
  };
}
