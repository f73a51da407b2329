import type { ComponentProps } from "react";
import { ErrorCard } from "@/components/feedback/error-card";
import { LockedSection } from "@/components/feedback/locked-section";
import type { FeatureGate } from "@/lib/entitlements/loaders";

type LockedPageProps = Pick<ComponentProps<typeof LockedSection>, "name" | "summary" | "gains" | "numbers"> & {
  gate: FeatureGate;
  plansHref: string;
};

function someone(owners: readonly string[]): string {
  const [first, ...others] = owners;
  if (first === undefined) return "an owner";
  return others.length === 0 ? first : `${first} or another owner`;
}

/** A section that the plan does not open; when no plan would, it shows the decision's own words. */
export function LockedPage({ gate, name, summary, gains, numbers, plansHref }: LockedPageProps) {
  const { decision, includedIn, currentPlan, managesBilling, owners } = gate;
  if (includedIn === null) {
    return <ErrorCard title={`${name} cannot be opened`} message={decision.message} next={decision.rationale} />;
  }
  return (
    <LockedSection
      name={name}
      summary={summary}
      gains={gains}
      numbers={numbers}
      currentPlan={currentPlan}
      includedIn={includedIn}
      plansHref={plansHref}
      source={decision.message}
      ask={managesBilling ? undefined : <p className="text-ink-2">Ask {someone(owners)} to change the plan.</p>}
    />
  );
}
