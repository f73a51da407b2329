import { type SectionProps, titled } from "@/app/(dashboard)/_sections/section";
import { UsageBody } from "@/components/entitlements/usage-body";
import { wordsFor } from "@/components/layout/account-words";
import { PageHeader } from "@/components/layout/page-header";
import { accountOfRoute } from "@/lib/access/loaders";
import { now } from "@/lib/clock";
import { loadUsage } from "@/lib/entitlements/loaders";

export const generateMetadata = titled(({ name }) => ({ you: "Your usage", organization: `Usage of ${name}` }));

export default async function UsagePage({ params }: SectionProps) {
  const ctx = await accountOfRoute((await params).org);
  const usage = await loadUsage(ctx);
  const whose = wordsFor(ctx.account, { you: "your plan", organization: ctx.account.name });
  return (
    <>
      <PageHeader title="Usage" description={`Every limit of ${whose}, its usage, and where it comes from.`} />
      <UsageBody usage={usage} asOf={now().toISOString()} />
    </>
  );
}
