"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "@/components/ui/button";

/** A submit button that shows when its form is being sent. */
export function SubmitButton({ variant = "primary", pending = false, ...props }: Omit<ButtonProps, "type">) {
  const status = useFormStatus();
  return <Button {...props} variant={variant} type="submit" pending={pending || status.pending} />;
}
