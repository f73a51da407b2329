import type { StateNotice } from "@/components/billing/state-notice";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";

type StateBannerProps = { notice: StateNotice; billingHref: string };

export function StateBanner({ notice, billingHref }: StateBannerProps) {
  const { tone, title, lead, until, tail } = notice;
  return (
    <Banner
      tone={tone}
      title={title}
      action={
        <LinkButton size="sm" href={billingHref}>
          See plan and dates
        </LinkButton>
      }
    >
      {lead}
      {until ? (
        <>
          {" "}
          <RelativeTime at={until} className="font-medium" />.
        </>
      ) : null}
      {tail ? ` ${tail}` : ""}
    </Banner>
  );
}
