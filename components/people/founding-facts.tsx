import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";
import { CardSection } from "@/components/ui/card";
import { AbsoluteTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { FoundingFacts } from "@/lib/people/organizations/loaders";

function Fact({ children }: { children: ReactNode }) {
  return <li className="border-line border-l-2 py-0.5 pl-3">{children}</li>;
}

/** Tells a person without a trial left before they start. */
export function TrialUsedBanner({ usedAt }: { usedAt: string }) {
  return (
    <Banner tone="warn" title="You already used your trial." className="mb-4">
      It began on <AbsoluteTime at={usedAt} />, and each person gets one. This organization starts read-only. Choose a
      plan to publish and invite people.
    </Banner>
  );
}

/** What the organization starts with and what follows; every number is the catalogue's. */
export function FoundingFactsCard({ facts }: { facts: FoundingFacts }) {
  const { planName, trial, minimumSeats, prices, includes } = facts;
  const price = prices.map(({ text, interval }) => `${text} per seat a ${interval}`).join(", or ");
  return (
    <CardSection
      title={trial ? `${trial.days} days of ${planName}, without a card` : `Requires ${planName}`}
      footer={
        <>
          All plans side by side: <TextLink href="/pricing">pricing</TextLink>.
        </>
      }
    >
      <ul className="flex flex-col gap-2 text-ink-2">
        {trial ? (
          <Fact>
            {trial.seats} seats until <AbsoluteTime at={trial.endsAt} className="text-ink" />. You use the first one.
          </Fact>
        ) : null}
        <Fact>{includes.join(", ")}.</Fact>
        {trial ? (
          <Fact>
            When the trial ends, nothing is charged. The organization becomes read-only: installs and export keep
            working, everybody keeps their seat, and nothing is deleted.
          </Fact>
        ) : null}
        <Fact>
          To continue, choose {planName}: {price}, at least {minimumSeats} seats, without tax.
        </Fact>
      </ul>
    </CardSection>
  );
}
