import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type TrailStep = { label: string; detail?: ReactNode; state: "done" | "now" | "stopped" | "later" };

const LOOK = {
  done: "border-accent text-ink",
  now: "border-warn text-ink",
  stopped: "border-stop text-stop",
  later: "border-line text-ink-3",
} as const satisfies Record<TrailStep["state"], string>;

const WORDS = { done: "done", now: "in progress", stopped: "stopped", later: "to come" } as const;

/** The stations of one thing on its way: staged, approved, published. */
export function StepTrail({ label, steps }: { label: string; steps: readonly TrailStep[] }) {
  return (
    <ol aria-label={label} className="flex gap-1.5 text-sm">
      {steps.map((step) => (
        <li
          key={step.label}
          aria-current={step.state === "now" ? "step" : undefined}
          className={cn("min-w-0 flex-1 border-t-[3px] pt-1", LOOK[step.state])}
        >
          {step.label}
          <span className="sr-only">, {WORDS[step.state]}</span>
          {step.detail ? <span className="block text-ink-3">{step.detail}</span> : null}
        </li>
      ))}
    </ol>
  );
}
