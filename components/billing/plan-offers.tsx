import { BillingControl, type BillingReader } from "@/components/billing/billing-control";
import { UnavailableControl } from "@/components/feedback/unavailable-control";
import { cn } from "@/components/ui/cn";
import { LinkButton } from "@/components/ui/link-button";
import { Tag } from "@/components/ui/tag";
import { TextLink } from "@/components/ui/text-link";
import type { PlanOffer } from "@/lib/billing/page/plan-offers";
import { offerAction } from "@/lib/billing/page/rules";
import type { BillingStatus } from "@/lib/billing/page/types";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { formatAllowance } from "@/lib/entitlements/format";
import type { Interval, LimitKey } from "@/lib/entitlements/types";
import { formatMoney, formatUnit } from "@/lib/money";
import type { AccountPaths } from "@/lib/paths";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";

const SHOWN: readonly LimitKey[] = ["packages.public", "packages.private", "storage.bytes", "publishes", "api_keys"];

type PlanOffersProps = {
  status: BillingStatus;
  offers: readonly PlanOffer[];
  interval: Interval;
  intervalHref: (interval: Interval) => string;
  paths: AccountPaths;
  reader: BillingReader;
  /** The heading level of the plans' names: one below the heading above them. */
  level: 2 | 3;
};

function IntervalSwitch({ interval, intervalHref }: Pick<PlanOffersProps, "interval" | "intervalHref">) {
  const choices = [
    { value: "month", label: "Pay monthly" },
    { value: "year", label: "Pay yearly" },
  ] as const;
  return (
    <nav aria-label="Billing interval" className="flex gap-4">
      {choices.map(({ value, label }) => (
        <TextLink
          key={value}
          href={intervalHref(value)}
          scroll={false}
          aria-current={value === interval ? "true" : undefined}
          className={cn(value === interval && "font-medium text-ink no-underline")}
        >
          {label}
        </TextLink>
      ))}
    </nav>
  );
}

function Price({ offer, interval }: { offer: PlanOffer; interval: Interval }) {
  if (offer.byContract) return <p className="font-semibold">By contract</p>;
  const price = offer.prices.find((one) => one.interval === interval);
  if (!price) return <p className="font-semibold">Free</p>;
  return (
    <div>
      <p className="font-semibold">
        {formatMoney(price.amount, price.currency)}{" "}
        <span className="font-normal text-ink-3 text-sm">{formatUnit(price)}, without tax</span>
      </p>
      <p className="text-ink-3 text-sm">
        {price.confirmed ? "Confirmed by the payment provider" : "List price, not confirmed by the payment provider"}
      </p>
    </div>
  );
}

function Action({
  offer,
  ...props
}: Omit<PlanOffersProps, "offers" | "intervalHref" | "level"> & { offer: PlanOffer }) {
  const { status, interval, paths, reader } = props;
  const action = offerAction(offer, interval, status, paths);
  if (action.kind === "note") return <p className="text-ink-2 text-sm">{action.text}</p>;
  return (
    <BillingControl label={action.label} reader={reader} provider={status.provider.state}>
      {action.kind === "not_sold" ? (
        <UnavailableControl label={action.label} title="Price not confirmed">
          The payment provider has no price for this plan, so you cannot buy it. Contact {REGISTRY_ADMINISTRATOR}.
        </UnavailableControl>
      ) : (
        <LinkButton href={action.href} variant={action.primary ? "primary" : "default"}>
          {action.label}
        </LinkButton>
      )}
    </BillingControl>
  );
}

/** The plans for this kind of account with their present prices, and the action on each. */
export function PlanOffers({ offers, intervalHref, level, ...props }: PlanOffersProps) {
  const Heading = level === 2 ? "h2" : "h3";
  const { status, interval } = props;
  return (
    <div className="flex flex-col gap-3">
      <IntervalSwitch interval={interval} intervalHref={intervalHref} />
      <ul className="grid gap-3.5 sm:grid-cols-2">
        {offers.map((offer) => {
          const { values } = planDefinition(offer.plan);
          return (
            <li key={offer.plan} className="flex flex-col gap-3 rounded border border-line bg-surface p-4">
              <div>
                <Heading className="flex items-center gap-2 font-semibold text-lg">
                  {offer.name}
                  {offer.plan === status.plan && status.state !== "ended" ? <Tag tone="accent">your plan</Tag> : null}
                </Heading>
                <p className="text-ink-2 text-sm">{offer.description}</p>
              </div>
              <Price offer={offer} interval={interval} />
              <ul className="flex flex-col gap-1 text-ink-2 text-sm">
                {SHOWN.filter((key) => values[key] !== 0).map((key) => (
                  <li key={key}>{formatAllowance(key, values[key])}</li>
                ))}
              </ul>
              <div className="mt-auto pt-1">
                <Action offer={offer} {...props} />
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
