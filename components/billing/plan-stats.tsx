import { formatPrice, priceLines } from "@/components/billing/price-format";
import { STATE_LABEL, STATE_TONE } from "@/components/billing/state-notice";
import { Stat } from "@/components/ui/card";
import { formatCount } from "@/components/ui/number-format";
import { AbsoluteTime, RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import { UsageBar } from "@/components/ui/usage-bar";
import { planDefinition } from "@/lib/entitlements/catalogue";
import type { LimitUsage } from "@/lib/entitlements/queries";
import type { CommercialState, Snapshot } from "@/lib/entitlements/types";

type PlanStatsProps = { snapshot: Snapshot; since: string | null; seats: LimitUsage | null };

const NEXT = {
  free: "No date: the plan has no end",
  trial: "The trial ends",
  active: "The plan ends",
  cancel_scheduled: "The plan ends",
  grace: "Growth stops",
  growth_frozen: "The account becomes read-only",
  suspended_read_only: "The plan ends",
  ended: "No date: there is no live plan",
} as const satisfies Record<CommercialState, string>;

function seatsOf(limit: LimitUsage["limit"], state: CommercialState): string {
  const count = limit === "unlimited" ? limit : formatCount(limit);
  return `${count} ${state === "trial" ? "in the trial" : state === "ended" ? "without a plan" : "purchased"}`;
}

function Seats({ seats, state }: { seats: LimitUsage; state: CommercialState }) {
  const { used, reserved, limit } = seats;
  return (
    <Stat
      label="Seats"
      value={formatCount(used ?? 0)}
      unit={`used · ${formatCount(reserved)} held · ${seatsOf(limit, state)}`}
    >
      <UsageBar label="Used and held" used={used} held={reserved} limit={limit} className="mt-1" />
    </Stat>
  );
}

/** Plan, next date, price and seats as they are; no number here is made up. */
export function PlanStats({ snapshot, since, seats }: PlanStatsProps) {
  const { commercialState: state, stateUntil } = snapshot;
  const plan = planDefinition(snapshot.plan, snapshot.planVersion);

  return (
    <div className="grid items-stretch gap-3.5 sm:grid-cols-2 xl:grid-cols-4">
      <Stat label="Plan" value={plan.name} unit={<Tag tone={STATE_TONE[state]}>{STATE_LABEL[state]}</Tag>}>
        Catalogue version {snapshot.planVersion}
        {since ? (
          <>
            , since <AbsoluteTime at={since} />
          </>
        ) : null}
      </Stat>
      <Stat label="Next date" value={stateUntil ? <AbsoluteTime at={stateUntil} /> : "None"}>
        {stateUntil ? (
          <>
            {NEXT[state]} <RelativeTime at={stateUntil} />
          </>
        ) : state === "active" ? (
          "No end is written"
        ) : (
          NEXT[state]
        )}
      </Stat>
      {seats && plan.seats === "sold" ? (
        <Seats seats={seats} state={state} />
      ) : (
        <Stat label="Seats" value="1" unit="included">
          The plan is for one person.
        </Stat>
      )}
      <Stat
        label="Price"
        value={plan.byContract ? "By contract" : plan.prices[0] ? formatPrice(plan.prices[0]) : "Free"}
        unit={plan.prices[0] ? "list price" : undefined}
      >
        {plan.prices.length > 0 ? `${priceLines(plan).join(", or ")}. ` : ""}Nothing is charged through this
        installation.
      </Stat>
    </div>
  );
}
