import type { Metadata } from "next";
import { LockedPage } from "@/components/entitlements/locked-page";
import { PageHeader } from "@/components/layout/page-header";
import { registryNumbers } from "@/components/packages/registry-numbers";
import { SetupBody } from "@/components/packages/setup-body";
import { requireAccount } from "@/lib/access/loaders";
import { loadFeatureGate, loadUsage } from "@/lib/entitlements/loaders";
import { loadCounts } from "@/lib/overview/loaders";
import { registryUrl } from "@/lib/packages/catalogue/loaders";
import { accountPaths } from "@/lib/paths";

type PageProps = { params: Promise<{ org: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { account } = await requireAccount((await params).org);
  return { title: `Private registry of ${account.name}` };
}

export default async function PrivateRegistryPage({ params }: PageProps) {
  const ctx = await requireAccount((await params).org);
  const { account } = ctx;
  const gate = await loadFeatureGate(ctx, "private_registry");
  return (
    <>
      <PageHeader
        title="Private registry"
        description={`How people and pipelines of ${account.name} reach its packages.`}
      />
      {gate.decision.allowed ? (
        <SetupBody handle={account.handle} registryUrl={registryUrl()} />
      ) : (
        <LockedPage
          gate={gate}
          name="Private registry"
          summary={`It would give ${account.name} ready settings for every client and pipeline, and one internal catalogue of its packages.`}
          gains={[
            "Copy ready settings for npm, pnpm, yarn and pipelines",
            "Publish without a limit on packages",
            "Keep the audit log readable for longer",
          ]}
          numbers={registryNumbers(await loadCounts(ctx), await loadUsage(ctx))}
          plansHref={accountPaths(account).plans}
        />
      )}
    </>
  );
}
