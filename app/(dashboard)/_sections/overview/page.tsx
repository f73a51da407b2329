import { type SectionProps, titled } from "@/app/(dashboard)/_sections/section";
import { wordsFor } from "@/components/layout/account-words";
import { PageHeader } from "@/components/layout/page-header";
import { OverviewBody } from "@/components/overview/overview-body";
import { accountOfRoute } from "@/lib/access/loaders";
import { loadOverview } from "@/lib/overview/loaders";

export const generateMetadata = titled(({ name }) => ({
  you: "Your overview",
  organization: `Overview of ${name}`,
}));

export default async function OverviewPage({ params }: SectionProps) {
  const ctx = await accountOfRoute((await params).org);
  const view = await loadOverview(ctx);
  return (
    <>
      <PageHeader
        title="Overview"
        description={wordsFor(ctx.account, {
          you: "Your packages: what needs attention, recent activity and usage.",
          organization: `${ctx.account.name}: what needs attention, recent activity and usage.`,
        })}
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
