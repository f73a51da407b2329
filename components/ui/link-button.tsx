import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

type LinkButtonProps = ComponentProps<typeof Link> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
};

/** A link styled as a button; it stays a link for screen readers and new tabs. */
export function LinkButton({ variant = "default", size = "md", className, ...props }: LinkButtonProps) {
  return <Link {...props} className={cn(buttonStyle({ variant, size }), className)} />;
}
