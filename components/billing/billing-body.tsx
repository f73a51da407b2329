import { PlanStats } from "@/components/billing/plan-stats";
import { PlanTable } from "@/components/billing/plan-table";
import { TermTable } from "@/components/billing/term-table";
import { Banner } from "@/components/ui/banner";
import { TextLink } from "@/components/ui/text-link";
import { plansFor } from "@/lib/entitlements/catalogue";
import type { BillingView } from "@/lib/entitlements/loaders";

/** The billing page of an installation without a payment provider: it says so, and shows what is true. */
export function BillingBody({ view, usageHref }: { view: BillingView; usageHref: string }) {
  const { snapshot, seats, terms } = view;
  const live = terms.find(({ phase }) => phase === "live");
  return (
    <div className="flex flex-col gap-4">
      <Banner title="Billing by card is not set up on this installation.">
        Nothing can be bought and nothing is charged here. Whoever runs this installation changes plans and seats.
      </Banner>
      <PlanStats snapshot={snapshot} seats={seats} since={live?.startsAt ?? null} />
      <p className="text-ink-2">
        What is used of the plan is on <TextLink href={usageHref}>the usage page</TextLink>.
      </p>
      <section aria-labelledby="terms" className="flex flex-col gap-2.5">
        <div>
          <h2 id="terms" className="font-semibold">
            Trials and contracts
          </h2>
          <p className="text-ink-2 text-sm">What the account stood on, the newest first.</p>
        </div>
        <TermTable terms={terms} />
      </section>
      <section aria-labelledby="plans" className="flex scroll-mt-4 flex-col gap-2.5">
        <div>
          <h2 id="plans" className="font-semibold">
            Plans
          </h2>
          <p className="text-ink-2 text-sm">
            List prices without tax. A plan can be bought once billing by card is set up; its price is confirmed at
            checkout.
          </p>
        </div>
        <PlanTable
          label="Plans compared"
          plans={plansFor(snapshot.account.kind).map(({ key }) => key)}
          current={snapshot.commercialState === "ended" ? undefined : snapshot.plan}
        />
      </section>
    </div>
  );
}
