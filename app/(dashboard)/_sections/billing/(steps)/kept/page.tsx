import { type SectionProps, titledWithName } from "@/app/(dashboard)/_sections/section";
import { ImpactList } from "@/components/billing/flow/impact-list";
import { KeptForm } from "@/components/billing/flow/kept-form";
import { EmptyState } from "@/components/feedback/empty-state";
import { DeniedPage } from "@/components/layout/denied-page";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { accountOfRoute } from "@/lib/access/loaders";
import type { AccountContext } from "@/lib/access/types";
import { loadKept } from "@/lib/billing/quotes/loaders";
import { deniedTo } from "@/lib/entitlements/loaders";
import { accountPaths } from "@/lib/paths";

export const generateMetadata = titledWithName("Choose what stays writable");

async function Kept({ ctx }: { ctx: AccountContext }) {
  const impact = await loadKept(ctx);
  if (impact === null) {
    const paths = accountPaths(ctx.account);
    return (
      <Card>
        <EmptyState
          title="Everything fits the plan"
          action={<LinkButton href={paths.billing}>Back to Billing</LinkButton>}
        >
          There is nothing to choose. Neither your current plan nor the next one makes anything read-only.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card className="flex max-w-[720px] flex-col gap-5 px-4 py-4">
      <ImpactList impact={impact} />
      <KeptForm handle={ctx.account.handle} impact={impact} />
    </Card>
  );
}

/** Chooses the packages and keys that stay writable when the plan holds fewer. */
export default async function KeptPage({ params }: SectionProps) {
  const ctx = await accountOfRoute((await params).org);
  return (
    <>
      <PageHeader
        title="Choose what stays writable"
        description="The rest becomes read-only and stays installable. A larger plan makes it writable again."
      />
      {ctx.permissions.has("billing:write") ? (
        <Kept ctx={ctx} />
      ) : (
        <DeniedPage title="Your role cannot change billing" denied={await deniedTo(ctx, "billing:write")} />
      )}
    </>
  );
}
