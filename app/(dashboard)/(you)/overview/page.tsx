import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { OverviewBody } from "@/components/overview/overview-body";
import { personalContext } from "@/lib/access/loaders";
import { loadOverview } from "@/lib/overview/loaders";

export const metadata: Metadata = { title: "Your overview" };

export default async function OverviewPage() {
  const view = await loadOverview(await personalContext());
  return (
    <>
      <PageHeader title="Overview" description="Your own packages: what needs you, what happened, what is used." />
      <OverviewBody view={view} mayPublish mayInstall mayInvite={false} />
    </>
  );
}
