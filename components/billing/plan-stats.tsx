import { STATE_LABEL, STATE_TONE } from "@/components/billing/state-notice";
import { Stat } from "@/components/ui/card";
import { AbsoluteTime, RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import { UsageBar } from "@/components/ui/usage-bar";
import type { BillingStatus, SoldSeats } from "@/lib/billing/page/types";
import { formatCount, formatQuantity } from "@/lib/count";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { formatPrice, priceLines } from "@/lib/entitlements/format";
import type { CommercialState, Snapshot } from "@/lib/entitlements/types";
import { formatMoney } from "@/lib/money";

type PlanStatsProps = { status: BillingStatus; snapshot: Snapshot; since: string | null };

const NEXT = {
  free: "No date: the plan has no end",
  trial: "The trial ends",
  active: "The plan ends",
  cancel_scheduled: "The plan ends",
  grace: "Growth stops",
  growth_frozen: "The account becomes read-only",
  suspended_read_only: "The plan ends",
  ended: "No date: no active plan",
} as const satisfies Record<CommercialState, string>;

function Seats({ seats, state }: { seats: SoldSeats; state: CommercialState }) {
  const { used, reserved, purchased } = seats;
  const count = purchased === "unlimited" ? purchased : formatCount(purchased);
  const bought = `${count} ${state === "trial" ? "in the trial" : state === "ended" ? "without a plan" : "purchased"}`;
  return (
    <Stat label="Seats" value={formatCount(used)} unit={`used · ${formatCount(reserved)} reserved · ${bought}`}>
      <UsageBar label="Used and reserved" used={used} reserved={reserved} limit={purchased} className="mt-1" />
    </Stat>
  );
}

/** The next instant of a change, by time or by the provider: the state's own, else the renewal. */
function NextDate({ status }: { status: BillingStatus }) {
  const { state, until, subscription } = status;
  const renewal = subscription && subscription.endedAt === null ? subscription.periodEnd : null;
  const at = until ?? (state === "active" || state === "trial" ? renewal : null);
  if (at === null) {
    return (
      <Stat label="Next date" value="None">
        {state === "active" ? "No end date" : NEXT[state]}
        {status.retainedUntil ? (
          <>
            . Everything is kept until <AbsoluteTime at={status.retainedUntil} /> at least
          </>
        ) : null}
      </Stat>
    );
  }
  return (
    <Stat label="Next date" value={<AbsoluteTime at={at} />}>
      {until ? NEXT[state] : subscription?.status === "trialing" ? "The trial ends" : "The plan renews"}{" "}
      <RelativeTime at={at} />
    </Stat>
  );
}

function Price({ status, snapshot }: Pick<PlanStatsProps, "status" | "snapshot">) {
  const { subscription } = status;
  const plan = planDefinition(snapshot.plan, snapshot.planVersion);
  const paid = subscription && subscription.endedAt === null ? subscription : null;
  if (paid && paid.recurringAmount !== null && paid.unitAmount !== null) {
    const per = paid.interval === null ? "" : `a ${paid.interval}, `;
    return (
      <Stat label="Price" value={formatMoney(paid.recurringAmount, paid.currency)} unit={`${per}without tax`}>
        {paid.seats === null ? null : (
          <>
            {formatQuantity(paid.seats, "seat")} at {formatMoney(paid.unitAmount, paid.currency)}
          </>
        )}
      </Stat>
    );
  }
  const nothing =
    status.provider.state === "disabled" ? "Nothing is charged through this installation." : "Nothing is charged.";
  // Active without a subscription: it has a contract, whatever the plan costs others.
  if (plan.byContract || status.state === "active") {
    return (
      <Stat label="Price" value="By contract">
        {paid ? "Invoiced as agreed. See the upcoming invoice for the amount." : nothing}
      </Stat>
    );
  }
  const [first] = plan.prices;
  return (
    <Stat label="Price" value={first ? formatPrice(first) : "Free"} unit={first ? "list price without tax" : undefined}>
      {first ? `${priceLines(plan).join(", or ")}. ` : ""}
      {nothing}
    </Stat>
  );
}

/** Plan, next date, seats and price; shows only known numbers. */
export function PlanStats({ status, snapshot, since }: PlanStatsProps) {
  const { state, seats, subscription } = status;
  return (
    <div className="grid items-stretch gap-3.5 sm:grid-cols-2 xl:grid-cols-4">
      <Stat label="Plan" value={status.planName} unit={<Tag tone={STATE_TONE[state]}>{STATE_LABEL[state]}</Tag>}>
        {subscription?.interval && subscription.endedAt === null ? `Paid by the ${subscription.interval}, ` : ""}
        catalogue version {snapshot.planVersion}
        {since ? (
          <>
            , since <AbsoluteTime at={since} />
          </>
        ) : null}
      </Stat>
      <NextDate status={status} />
      {seats ? (
        <Seats seats={seats} state={state} />
      ) : (
        <Stat label="Seats" value="1" unit="included">
          The plan is for one person.
        </Stat>
      )}
      <Price status={status} snapshot={snapshot} />
    </div>
  );
}
