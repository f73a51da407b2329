import { LinkButton } from "@/components/ui/link-button";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { formatAllowance, priceLines } from "@/lib/entitlements/format";
import { TRIAL } from "@/lib/entitlements/plans";
import { type LimitKey, PLAN_KEYS, type PlanKey } from "@/lib/entitlements/types";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";

const SHOWN: readonly LimitKey[] = ["packages.public", "packages.private", "storage.bytes", "publishes"];

function Action({ plan }: { plan: PlanKey }) {
  const { accountKind, byContract, prices } = planDefinition(plan);
  const costsNothing = prices.length === 0;
  if (byContract) {
    return <p className="text-ink-2 text-sm">Sold by contract. Contact {REGISTRY_ADMINISTRATOR}.</p>;
  }
  return accountKind === "organization" ? (
    <LinkButton href="/orgs/new" variant="primary">
      Start {TRIAL.days}-day trial
    </LinkButton>
  ) : (
    <LinkButton href={costsNothing ? "/overview" : "/billing/plans"}>
      {costsNothing ? "Start for free" : "See your plan"}
    </LinkButton>
  );
}

/** Each plan with its list prices and main limits, from the catalogue. */
export function PlanCards({ level }: { level: 2 | 3 }) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <ul className="grid gap-3.5 sm:grid-cols-2 lg:grid-cols-4">
      {PLAN_KEYS.map((key) => {
        const plan = planDefinition(key);
        const [first, ...others] = priceLines(plan);
        return (
          <li key={key} className="flex flex-col gap-3 rounded border border-line bg-surface p-4">
            <div>
              <Heading className="font-semibold text-lg">{plan.name}</Heading>
              <p className="text-ink-2 text-sm">{plan.description}</p>
            </div>
            <div>
              <p className="font-semibold">{first}</p>
              {others.map((line) => (
                <p key={line} className="text-ink-3 text-sm">
                  or {line}
                </p>
              ))}
            </div>
            <ul className="flex flex-col gap-1 text-ink-2 text-sm">
              {SHOWN.filter((limit) => plan.values[limit] !== 0).map((limit) => (
                <li key={limit}>{formatAllowance(limit, plan.values[limit])}</li>
              ))}
            </ul>
            <div className="mt-auto pt-1">
              <Action plan={key} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
