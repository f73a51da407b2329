import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { OverviewBody } from "@/components/overview/overview-body";
import { requireAccount } from "@/lib/access/loaders";
import { loadOverview } from "@/lib/overview/loaders";

type PageProps = { params: Promise<{ org: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { account } = await requireAccount((await params).org);
  return { title: `Overview of ${account.name}` };
}

export default async function OrganizationOverviewPage({ params }: PageProps) {
  const ctx = await requireAccount((await params).org);
  const view = await loadOverview(ctx);
  return (
    <>
      <PageHeader
        title="Overview"
        description={`What needs attention at ${ctx.account.name}, what happened, and what is used.`}
      />
      <OverviewBody
        view={view}
        mayPublish={ctx.permissions.has("package:publish")}
        mayInstall={ctx.permissions.has("package:install")}
        mayInvite={ctx.permissions.has("member:invite")}
      />
    </>
  );
}
