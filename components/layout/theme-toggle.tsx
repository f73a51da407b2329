"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import type { Theme } from "@/components/layout/theme";
import { useTheme } from "@/components/layout/use-theme";
import { cn } from "@/components/ui/cn";

const CHOICES = [
  { theme: "system", label: "Same as the device", Icon: Monitor },
  { theme: "light", label: "Light", Icon: Sun },
  { theme: "dark", label: "Dark", Icon: Moon },
] as const satisfies readonly { theme: Theme; label: string; Icon: typeof Sun }[];

export function ThemeToggle({ className }: { className?: string }) {
  const { theme, choose } = useTheme();
  return (
    <fieldset className={cn("inline-flex rounded-md border border-line bg-surface p-0.5", className)}>
      <legend className="sr-only">Theme</legend>
      {CHOICES.map(({ theme: option, label, Icon }) => (
        <button
          key={option}
          type="button"
          aria-pressed={theme === option}
          aria-label={label}
          title={label}
          onClick={() => choose(option)}
          className="grid size-6 place-items-center rounded-[4px] text-ink-3 hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink"
        >
          <Icon aria-hidden="true" className="size-3.5" />
        </button>
      ))}
    </fieldset>
  );
}
