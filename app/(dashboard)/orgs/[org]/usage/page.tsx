import type { Metadata } from "next";
import { UsageBody } from "@/components/entitlements/usage-body";
import { PageHeader } from "@/components/layout/page-header";
import { requireAccount } from "@/lib/access/loaders";
import { now } from "@/lib/clock";
import { loadUsage } from "@/lib/entitlements/loaders";

type PageProps = { params: Promise<{ org: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { account } = await requireAccount((await params).org);
  return { title: `Usage of ${account.name}` };
}

export default async function OrganizationUsagePage({ params }: PageProps) {
  const ctx = await requireAccount((await params).org);
  const usage = await loadUsage(ctx);
  return (
    <>
      <PageHeader
        title="Usage"
        description={`Every limit of ${ctx.account.name}, what is used of it, and why it is what it is.`}
      />
      <UsageBody usage={usage} asOf={now().toISOString()} />
    </>
  );
}
