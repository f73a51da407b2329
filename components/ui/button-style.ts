import { cn } from "@/components/ui/cn";

export type ButtonVariant = "primary" | "default" | "danger" | "ghost";
export type ButtonSize = "sm" | "md" | "icon";

const BASE =
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors [&_svg]:size-4 [&_svg]:shrink-0";

const VARIANT = {
  primary: "border-accent bg-accent text-accent-ink hover:border-accent/90 hover:bg-accent/90",
  default: "border-line-strong bg-surface text-ink hover:bg-sunken",
  danger: "border-stop-line bg-surface text-stop hover:bg-stop-soft",
  ghost: "border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink",
} as const satisfies Record<ButtonVariant, string>;

const SIZE = {
  sm: "h-[26px] px-2.5 text-sm",
  md: "h-8 px-3",
  icon: "size-8 p-0",
} as const satisfies Record<ButtonSize, string>;

const OFF = "border-line bg-sunken text-ink-3 hover:border-line hover:bg-sunken hover:text-ink-3 cursor-not-allowed";

/** A button's look, for other elements: links, menu triggers, file labels. */
export function buttonStyle(options: { variant?: ButtonVariant; size?: ButtonSize; off?: boolean } = {}): string {
  return cn(BASE, VARIANT[options.variant ?? "default"], SIZE[options.size ?? "md"], options.off && OFF);
}
