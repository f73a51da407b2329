import type { ReactNode, RefObject } from "react";
import { ImpactList } from "@/components/billing/flow/impact-list";
import { LineTable } from "@/components/billing/line-table";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { AbsoluteTime } from "@/components/ui/relative-time";
import type { QuoteView } from "@/lib/billing/quotes/types";
import { formatMoney } from "@/lib/money";

type QuoteCardProps = {
  quote: QuoteView;
  /** Set when the quote replaces one that could not be carried out: the reason, and what changed. */
  stale: { reason: string; differences: readonly string[] } | null;
  cardRef: RefObject<HTMLDivElement | null>;
  /** The buttons. */
  children: ReactNode;
};

function Stale({ reason, differences }: NonNullable<QuoteCardProps["stale"]>) {
  return (
    <Banner tone="warn" title="This change was not made.">
      {reason}
      {differences.length === 0 ? " The amounts are the same." : null}
      {differences.length > 0 ? (
        <ul className="list-disc pl-5">
          {differences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
    </Banner>
  );
}

function factsOf({ dueNow, tax, currency, recurring, effectiveAt }: QuoteView) {
  const taxed = tax > 0 ? `of it ${formatMoney(tax, currency)} tax` : "no tax";
  return [
    {
      term: "Due now",
      value: (
        <>
          <b className="font-semibold text-lg">{formatMoney(dueNow, currency)}</b>{" "}
          <span className="text-ink-3">{dueNow > 0 ? taxed : "nothing is charged now"}</span>
        </>
      ),
    },
    {
      term: "Later",
      value: recurring ? (
        <>
          {formatMoney(recurring.amount, currency)} a {recurring.interval}, without tax
          {recurring.from ? (
            <>
              , from <AbsoluteTime at={recurring.from} />
            </>
          ) : null}
        </>
      ) : (
        "No further charges"
      ),
    },
    { term: "Takes effect", value: effectiveAt ? <AbsoluteTime at={effectiveAt} /> : "immediately" },
  ];
}

/** The customer's offer before money moves: the charge equals it, or is refused (B2). */
export function QuoteCard({ quote, stale, cardRef, children }: QuoteCardProps) {
  const { lines, currency, dueNow, tax, sentences, impact, expiresAt } = quote;
  return (
    <Card
      ref={cardRef}
      tabIndex={-1}
      role="group"
      aria-label="Quote"
      className="flex max-w-[720px] flex-col gap-4 px-4 py-4 focus:outline-none"
    >
      <div aria-live="polite" className="empty:-mb-4">
        {stale ? <Stale {...stale} /> : null}
      </div>
      <DescriptionList className="text-base" facts={factsOf(quote)} />
      {lines.length > 0 ? (
        <LineTable
          label="Lines of the quote"
          lines={lines}
          amounts={{ currency, subtotal: dueNow - tax, tax, total: dueNow }}
          totalLabel="Due now"
        />
      ) : null}
      {sentences.length > 0 ? (
        <ul aria-label="What changes" className="list-disc pl-5 text-ink-2">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      {impact ? <ImpactList impact={impact} /> : null}
      <div className="flex flex-wrap items-center gap-2 border-line border-t pt-3">
        {children}
        <span className="text-ink-3 text-sm">
          The quote holds until <AbsoluteTime at={expiresAt} withTime />.
        </span>
      </div>
    </Card>
  );
}
