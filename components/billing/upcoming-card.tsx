import { LineTable } from "@/components/billing/line-table";
import { ErrorCard } from "@/components/feedback/error-card";
import { CardSection } from "@/components/ui/card";
import { AbsoluteTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { Upcoming } from "@/lib/billing/page/loaders";

const TITLE = "Upcoming invoice";

export function UpcomingSkeleton() {
  return (
    <CardSection title={TITLE} description="Asking the payment provider.">
      <Skeleton className="h-24" />
    </CardSection>
  );
}

/** The provider's next charge; while the provider does not answer, the card says so and guesses nothing. */
export function UpcomingCard({ upcoming }: { upcoming: Upcoming }) {
  if (upcoming.state === "none") {
    return (
      <CardSection title={TITLE}>
        <p className="text-ink-2">Nothing is due: no subscription renews.</p>
      </CardSection>
    );
  }
  if (upcoming.state === "unreachable") {
    return (
      <ErrorCard
        title="The upcoming invoice is not known just now"
        message="The payment provider does not answer, and the amount is not guessed."
        next="Reload the page in a minute. The plan and the invoices below are as last reported."
      />
    );
  }
  const { view } = upcoming;
  return (
    <CardSection
      title={TITLE}
      description={
        view.at ? (
          <>
            Charged on <AbsoluteTime at={view.at} /> as things stand now.
          </>
        ) : (
          "As things stand now."
        )
      }
    >
      <LineTable label="Lines of the upcoming invoice" lines={view.lines} amounts={view} />
    </CardSection>
  );
}
