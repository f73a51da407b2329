import { BillingControl, type BillingReader } from "@/components/billing/billing-control";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { AbsoluteTime } from "@/components/ui/relative-time";
import type { BillingStatus } from "@/lib/billing/page/types";
import { formatQuantity } from "@/lib/count";
import type { AccountPaths } from "@/lib/paths";

type PendingChangesProps = { status: BillingStatus; paths: AccountPaths; reader: BillingReader };

function planned({ seats, interval }: { seats: number | null; interval: string | null }): string {
  const parts = [seats === null ? null : formatQuantity(seats, "seat"), interval && `paid by the ${interval}`];
  return parts.filter((part) => part !== null && part !== "").join(", ") || "another plan";
}

/** Ordered changes that have not happened yet: at the period's end, or after their payment. */
export function PendingChanges({ status, paths, reader }: PendingChangesProps) {
  const subscription = status.subscription?.endedAt === null ? status.subscription : null;
  const undo = "Withdraw planned change";
  return (
    <>
      {subscription?.scheduled ? (
        <Banner
          title="A change is planned."
          action={
            <BillingControl label={undo} reader={reader} provider={status.provider.state} size="sm">
              <LinkButton size="sm" href={paths.change("undo")}>
                {undo}
              </LinkButton>
            </BillingControl>
          }
        >
          From <AbsoluteTime at={subscription.scheduled.at} className="font-medium" />:{" "}
          {planned(subscription.scheduled)}. Until then everything stays as it is.
        </Banner>
      ) : null}
      {subscription?.pendingUpdate ? (
        <Banner tone="warn" title="A change is waiting for payment.">
          {subscription.pendingUpdate.seats === null
            ? "It"
            : `${formatQuantity(subscription.pendingUpdate.seats, "seat")} are ordered and the change`}{" "}
          is dropped on <AbsoluteTime at={subscription.pendingUpdate.expiresAt} className="font-medium" /> unless it is
          paid. Nothing has changed yet.
        </Banner>
      ) : null}
    </>
  );
}
