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
        <p className="text-ink-2">Nothing is due. No subscription renews.</p>
      </CardSection>
    );
  }
  if (upcoming.state === "unreachable") {
    return (
      <ErrorCard
        title="The upcoming invoice is unavailable"
        message="The payment provider is not responding, so we cannot show the amount."
        next="Reload the page in a minute. The plan and invoices below show the last known state."
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
          "Based on your current plan."
        )
      }
    >
      <LineTable label="Lines of the upcoming invoice" lines={view.lines} amounts={view} />
    </CardSection>
  );
}
