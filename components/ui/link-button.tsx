import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";

type LinkButtonProps = ComponentProps<typeof Link> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
};

/** A link that leads to where the work is done; it looks like a button and stays a link. */
export function LinkButton({ variant = "default", size = "md", className, ...props }: LinkButtonProps) {
  return <Link {...props} className={cn(buttonStyle({ variant, size }), className)} />;
}
