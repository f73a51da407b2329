import { cn } from "@/components/ui/cn";
import { initials } from "@/components/ui/initials";

type AvatarProps = {
  name: string;
  /** People are round, accounts are square. */
  shape?: "person" | "account" | undefined;
  size?: "sm" | "md" | "lg" | undefined;
  className?: string;
};

const SIZE = { sm: "size-[22px] text-[10px]", md: "size-7 text-xs", lg: "size-10 text-base" } as const;

/** Decoration beside a written name, so it is hidden from screen readers. */
export function Avatar({ name, shape = "person", size = "sm", className }: AvatarProps) {
  const letters = initials(name);
  return (
    <span
      aria-hidden="true"
      className={cn(
        "inline-grid shrink-0 select-none place-items-center",
        SIZE[size],
        shape === "person"
          ? "rounded-full border border-line bg-sunken text-ink-2"
          : "rounded-sm bg-accent font-semibold text-accent-ink",
        className,
      )}
    >
      {shape === "person" ? letters : letters.slice(0, 1)}
    </span>
  );
}
