import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** While the work runs the label stays, a second press does nothing, and the focus is kept. */
  pending?: boolean | undefined;
};

export function Button({
  variant = "default",
  size = "md",
  pending = false,
  type = "button",
  className,
  children,
  ...props
}: ButtonProps) {
  const off = props.disabled === true || props["aria-disabled"] === true || props["aria-disabled"] === "true";
  const held = pending
    ? {
        "aria-busy": true,
        "aria-disabled": true,
        onClick: (event: { preventDefault(): void }) => event.preventDefault(),
      }
    : {};
  return (
    <button
      {...props}
      {...held}
      type={type}
      className={cn(buttonStyle({ variant, size, off }), pending && "cursor-progress", className)}
    >
      {pending ? <Spinner /> : null}
      {pending && size === "icon" ? null : children}
    </button>
  );
}
