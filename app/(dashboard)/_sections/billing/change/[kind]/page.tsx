import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BillingGate } from "@/app/(dashboard)/_sections/billing/billing-gate";
import { type SectionProps, titledWithName } from "@/app/(dashboard)/_sections/section";
import { BeforeCancel } from "@/components/billing/flow/before-cancel";
import { PlainFlow } from "@/components/billing/flow/plain-flow";
import { SeatsFlow } from "@/components/billing/flow/seats-flow";
import { EmptyState } from "@/components/feedback/empty-state";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { accountOfRoute } from "@/lib/access/loaders";
import type { AccountContext } from "@/lib/access/types";
import type { BillingStatus } from "@/lib/billing/page/types";
import { accountPaths, CHANGES, type ChangeKind } from "@/lib/paths";

type ChangeProps = SectionProps<{ kind: string }>;

const WORDS = {
  seats: { title: "Change seats", description: "Choose how many people can have a seat, and see the cost." },
  interval: { title: "Change billing interval", description: "Pay monthly or yearly." },
  cancel: { title: "Cancel plan", description: "Review what ends, when, and what stays. Nothing is deleted." },
  resume: { title: "Keep plan", description: "Withdraw the cancellation. The plan renews as before." },
  "end-trial": { title: "End trial now", description: "Start the plan today. Its first period is charged." },
  undo: { title: "Withdraw planned change", description: "The plan continues unchanged." },
} as const satisfies Record<ChangeKind, { title: string; description: string }>;

function changeKindOf(text: string): ChangeKind {
  return CHANGES.find((kind) => kind === text) ?? notFound();
}

export async function generateMetadata({ params }: ChangeProps): Promise<Metadata> {
  const { title } = WORDS[changeKindOf((await params).kind)];
  return titledWithName(title)({ params });
}

function Change({ ctx, kind, status }: { ctx: AccountContext; kind: ChangeKind; status: BillingStatus }) {
  const { handle } = ctx.account;
  const paths = accountPaths(ctx.account);
  const { subscription } = status;
  if (subscription === null || subscription.endedAt !== null) {
    return (
      <Card>
        <EmptyState
          title="You have no subscription to change"
          action={<LinkButton href={paths.plans}>See the plans</LinkButton>}
        >
          A trial or contract ends automatically and charges nothing here.
        </EmptyState>
      </Card>
    );
  }
  const flow = { handle, billingHref: paths.billing };
  switch (kind) {
    case "seats": {
      const minimum = status.leastSeats ?? 1;
      const taken = (status.seats?.used ?? 0) + (status.seats?.reserved ?? 0);
      return <SeatsFlow {...flow} present={subscription.seats ?? minimum} taken={taken} minimum={minimum} />;
    }
    case "interval": {
      const interval = subscription.interval === "year" ? "month" : "year";
      return <PlainFlow {...flow} input={{ kind: "change_interval", interval }} done="Billing interval changed" />;
    }
    case "cancel":
      return (
        <>
          <BeforeCancel paths={paths} choose={ctx.account.kind === "personal"} />
          <PlainFlow {...flow} input={{ kind: "cancel" }} done="Plan cancelled" />
        </>
      );
    case "resume":
      return <PlainFlow {...flow} input={{ kind: "resume" }} done="Plan kept" />;
    case "end-trial":
      return <PlainFlow {...flow} input={{ kind: "end_trial" }} done="Trial ended, plan started" />;
    case "undo":
      return <PlainFlow {...flow} input={{ kind: "undo_schedule" }} done="Planned change withdrawn" />;
  }
}

/** One change of a running subscription: the quote first, then the button. */
export default async function ChangePage({ params }: ChangeProps) {
  const { org, kind: text } = await params;
  const ctx = await accountOfRoute(org);
  const kind = changeKindOf(text);
  return (
    <BillingGate ctx={ctx} {...WORDS[kind]}>
      {(status) => <Change ctx={ctx} kind={kind} status={status} />}
    </BillingGate>
  );
}
