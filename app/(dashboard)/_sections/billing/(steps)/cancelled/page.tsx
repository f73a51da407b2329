import { type SectionProps, titledWithName } from "@/app/(dashboard)/_sections/section";
import { PageHeader } from "@/components/layout/page-header";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { accountOfRoute } from "@/lib/access/loaders";
import { accountPaths } from "@/lib/paths";

export const generateMetadata = titledWithName("No purchase made");

/** The page after the provider's page was left without a payment. */
export default async function CancelledPage({ params }: SectionProps) {
  const { account } = await accountOfRoute((await params).org);
  const paths = accountPaths(account);
  return (
    <>
      <PageHeader title="No purchase made" description="You left the payment page before paying." />
      <Banner
        className="max-w-[760px]"
        title="Nothing is charged."
        action={
          <>
            <LinkButton size="sm" href={paths.billing}>
              Back to Billing
            </LinkButton>
            <LinkButton size="sm" variant="primary" href={paths.plans}>
              See the plans
            </LinkButton>
          </>
        }
      >
        Your plan did not change. You can choose again at any time.
      </Banner>
    </>
  );
}
