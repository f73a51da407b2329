import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

/** A link inside text: underlined, because colour alone does not mark a link. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...props}
      className={cn(
        "text-accent underline decoration-accent-line underline-offset-2 hover:decoration-accent",
        className,
      )}
    />
  );
}
