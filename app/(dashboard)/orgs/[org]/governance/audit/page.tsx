import type { Metadata } from "next";
import { AuditTable, readAuditState } from "@/components/audit/audit-table";
import { LockedPage } from "@/components/entitlements/locked-page";
import { DeniedPage } from "@/components/layout/denied-page";
import { PageHeader } from "@/components/layout/page-header";
import { requireAccount } from "@/lib/access/loaders";
import type { AccountContext } from "@/lib/access/types";
import { loadAuditLog } from "@/lib/audit/loaders";
import { deniedTo, loadFeatureGate } from "@/lib/entitlements/loaders";
import { loadCounts } from "@/lib/overview/loaders";
import { accountPaths } from "@/lib/paths";
import type { SearchParams } from "@/lib/table";

type PageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { account } = await requireAccount((await params).org);
  return { title: `Audit log of ${account.name}` };
}

async function Log({ ctx, params }: { ctx: AccountContext; params: SearchParams }) {
  const gate = await loadFeatureGate(ctx, "governance.audit");
  if (!gate.decision.allowed) {
    const counts = await loadCounts(ctx);
    return (
      <LockedPage
        gate={gate}
        name="Audit log"
        summary={`Who did what in ${ctx.account.name}, when and from where, with outcomes and changes.`}
        gains={["See who changed members, packages and settings", "Filter by event, person, outcome and day"]}
        numbers={[{ label: "Members whose actions it would show", value: counts.members }]}
        plansHref={accountPaths(ctx.account).plans}
      />
    );
  }
  const state = readAuditState(params);
  const view = await loadAuditLog(ctx, state);
  return <AuditTable path={accountPaths(ctx.account).audit} params={params} state={state} view={view} />;
}

export default async function AuditLogPage({ params, searchParams }: PageProps) {
  const ctx = await requireAccount((await params).org);
  return (
    <>
      <PageHeader
        title="Audit log"
        description={`Who did what in ${ctx.account.name}, when, from where, and what it changed.`}
      />
      {ctx.permissions.has("audit:read") ? (
        <Log ctx={ctx} params={await searchParams} />
      ) : (
        <DeniedPage title="Your role cannot view the audit log" denied={await deniedTo(ctx, "audit:read")} />
      )}
    </>
  );
}
