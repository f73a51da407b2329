import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type Fact = { term: string; value: ReactNode };

export function DescriptionList({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={cn("grid grid-cols-[minmax(88px,auto)_1fr] gap-x-4 gap-y-1 text-sm", className)}>
      {facts.map((fact) => (
        <div key={fact.term} className="contents">
          <dt className="text-ink-3">{fact.term}</dt>
          <dd className="min-w-0 break-words">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
