import { Check, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { Card, Stat } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";

type RealNumber = { label: string; value: ReactNode; unit?: ReactNode; note?: ReactNode };

type LockedSectionProps = {
  /** The section's name in the navigation. */
  name: string;
  /** One sentence: the section's use for this account. */
  summary: ReactNode;
  /** What a person could do with it, as verb + object. */
  gains: readonly string[];
  /** This account's own numbers that concern the section. */
  numbers: readonly RealNumber[];
  /** The account's plan, and the plan that includes the section, by their names in the catalogue. */
  currentPlan: string;
  includedIn: string;
  plansHref: string;
  /** Replaces the link to the plans for readers who do not manage billing: "Ask Olivia to upgrade". */
  ask?: ReactNode;
  /** A remark from the decision: the source of the rule, or when it changes. */
  source?: ReactNode;
};

/** The body of a section that the plan lacks: the section stays in the navigation and shows its use. */
export function LockedSection(props: LockedSectionProps) {
  const { name, summary, gains, numbers, currentPlan, includedIn, plansHref, ask, source } = props;
  return (
    <div className="flex flex-col gap-4">
      <Card className="flex flex-wrap items-start gap-x-8 gap-y-4 px-5 py-4">
        <div className="min-w-0 flex-1 basis-80">
          <h2 className="flex items-center gap-2 font-semibold text-lg">
            <Lock aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
            {name} is part of {includedIn}
          </h2>
          <p className="mt-1 text-ink-2">{summary}</p>
          <p className="mt-1 text-ink-3 text-sm">
            This account is on {currentPlan}. {source}
          </p>
          <div className="mt-3 flex flex-wrap gap-2">
            {ask ?? (
              <LinkButton variant="primary" href={plansHref}>
                Compare plans
              </LinkButton>
            )}
          </div>
        </div>
        <ul className="flex min-w-0 flex-1 basis-64 flex-col gap-1.5 text-ink-2">
          {gains.map((gain) => (
            <li key={gain} className="flex gap-2">
              <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent" />
              {gain}
            </li>
          ))}
        </ul>
      </Card>
      {numbers.length > 0 ? (
        <section aria-label={`What ${name} would work on`} className="grid gap-3.5 sm:grid-cols-2 lg:grid-cols-3">
          {numbers.map((number) => (
            <Stat key={number.label} label={number.label} value={number.value} unit={number.unit}>
              {number.note}
            </Stat>
          ))}
        </section>
      ) : null}
    </div>
  );
}
