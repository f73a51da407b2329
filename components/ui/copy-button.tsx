"use client";

import { Check, Copy, X } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "@/components/ui/cn";

/** Text, or the id of the element that has it: a long text then travels once. */
type Copied = { text: string; textOf?: undefined } | { text?: undefined; textOf: string };

type CopyButtonProps = Copied & {
  /** The copied thing, for the button's name: "install command", "token". */
  what: string;
  /** Shows the label beside the icon. */
  showLabel?: boolean | undefined;
  className?: string;
};

type CopyState = "idle" | "copied" | "failed";

const WORDS = { idle: "Copy", copied: "Copied", failed: "Copying failed" } as const;

export function CopyButton({ text, textOf, what, showLabel = false, className }: CopyButtonProps) {
  const [state, setState] = useState<CopyState>("idle");
  // Resets the button by the browser's timer, after its answer has been read.
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text ?? document.getElementById(textOf)?.textContent ?? "");
      setState("copied");
    } catch {
      setState("failed");
    }
  }

  const Icon = state === "copied" ? Check : state === "failed" ? X : Copy;
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      className={cn(
        "inline-flex h-7 min-w-7 shrink-0 items-center justify-center gap-1.5 rounded-md px-1.5 text-ink-3 text-sm hover:bg-line hover:text-ink",
        state === "copied" && "text-accent",
        state === "failed" && "text-stop",
        className,
      )}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {showLabel ? <span aria-hidden="true">{WORDS[state]}</span> : null}
      <span aria-live="polite" className="sr-only">
        {state === "idle" ? "" : WORDS[state]}
      </span>
    </button>
  );
}
