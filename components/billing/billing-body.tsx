import type { ReactNode } from "react";
import { CostCard } from "@/components/billing/cost-card";
import { NoticeList } from "@/components/billing/notice-list";
import { PaymentMethod } from "@/components/billing/payment-method";
import { PaymentProblems } from "@/components/billing/payment-problems";
import { PendingChanges } from "@/components/billing/pending-changes";
import { PlanOffers } from "@/components/billing/plan-offers";
import { PlanStats } from "@/components/billing/plan-stats";
import { SeatSection } from "@/components/billing/seat-section";
import { TermTable } from "@/components/billing/term-table";
import { PlanTable } from "@/components/entitlements/plan-table";
import { UsageBars } from "@/components/entitlements/usage-bars";
import { Banner } from "@/components/ui/banner";
import { TextLink } from "@/components/ui/text-link";
import type { BillingPageView } from "@/lib/billing/page/loaders";
import type { Interval } from "@/lib/entitlements/types";
import type { AccountPaths } from "@/lib/paths";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";
import { capitalized } from "@/lib/text";

type BillingBodyProps = {
  view: BillingPageView;
  paths: AccountPaths;
  /** The table of invoices, whose state is in the address. */
  invoices: ReactNode;
  /** Streamed, because it needs an answer of the provider. */
  upcoming: ReactNode;
  interval: Interval;
  /** This page with one parameter of its address changed. */
  hrefWith: (change: Readonly<Record<string, string>>, anchor: string) => string;
};

type SectionProps = { id: string; title: string; about: ReactNode; children: ReactNode };

function Section({ id, title, about, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className="flex scroll-mt-4 flex-col gap-2.5">
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <p className="text-ink-2 text-sm">{about}</p>
      </div>
      {children}
    </section>
  );
}

function Provider({ state }: { state: BillingPageView["status"]["provider"]["state"] }) {
  if (state === "ready") return null;
  return state === "disabled" ? (
    <Banner title="Billing by card is not set up on this installation.">
      Nothing can be bought and nothing is charged here. {capitalized(REGISTRY_ADMINISTRATOR)} changes plans and seats.
    </Banner>
  ) : (
    <Banner tone="warn" title="The payment provider is not responding.">
      What you see is what it last reported; nothing is lost, and nothing can be bought or changed until it answers.
    </Banner>
  );
}

/** An account's purchases, usage and debts: the same page for a person and an organization. */
export function BillingBody({ view, paths, invoices, upcoming, interval, hrefWith }: BillingBodyProps) {
  const { status, snapshot, usage, terms, costs, notices, seats, offers, reader } = view;
  const bought = status.provider.state !== "disabled";
  const live = terms.find(({ phase }) => phase === "live");
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-2 empty:hidden">
        <Provider state={status.provider.state} />
        <PaymentProblems status={status} reader={reader} />
        <PendingChanges status={status} paths={paths} reader={reader} />
      </div>
      <PlanStats status={status} snapshot={snapshot} since={live?.startsAt ?? null} />
      {seats ? (
        <SeatSection
          seats={seats}
          teamHref={paths.team}
          pageHref={(page) => hrefWith({ seats: String(page) }, "seats")}
        />
      ) : null}
      <Section
        id="used"
        title="What is used"
        about={
          <>
            See <TextLink href={paths.usage}>the usage page</TextLink> for the source of each number.
          </>
        }
      >
        <UsageBars usage={usage} />
      </Section>
      {bought ? <PaymentMethod status={status} reader={reader} /> : null}
      {bought ? upcoming : null}
      {invoices}
      <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2">
        <CostCard costs={costs} />
        <NoticeList notices={notices} />
      </div>
      <Section id="terms" title="Trials and contracts" about="Past and current terms, newest first.">
        <TermTable terms={terms} />
      </Section>
      <Section
        id="plans"
        title="Plans"
        about="Prices without tax. You see the exact amount with tax before anything is charged."
      >
        <PlanOffers
          status={status}
          offers={offers}
          interval={interval}
          intervalHref={(value) => hrefWith({ interval: value }, "plans")}
          paths={paths}
          reader={reader}
          level={3}
        />
        <details>
          <summary className="mb-2.5 w-fit cursor-pointer rounded-sm text-accent underline underline-offset-2">
            Compare all plans
          </summary>
          <PlanTable
            label="Plans compared"
            plans={offers.map(({ plan }) => plan)}
            current={status.state === "ended" ? undefined : status.plan}
          />
        </details>
      </Section>
    </div>
  );
}
