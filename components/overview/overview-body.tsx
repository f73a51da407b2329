import { ActivityCard } from "@/components/overview/activity-card";
import { AttentionList } from "@/components/overview/attention-list";
import { FirstSteps } from "@/components/overview/first-steps";
import { QuickStart } from "@/components/overview/quick-start";
import { UsageCard } from "@/components/overview/usage-card";
import type { OverviewView } from "@/lib/overview/loaders";
import { accountPaths } from "@/lib/paths";

type OverviewBodyProps = {
  view: OverviewView;
  mayPublish: boolean;
  mayInstall: boolean;
  mayInvite: boolean;
};

/** Attention first, then activity, then usage and example commands. */
export function OverviewBody({ view, mayPublish, mayInstall, mayInvite }: OverviewBodyProps) {
  const { snapshot, planName, attention, usage, activity, example, registryUrl, growing } = view;
  const { account } = snapshot;
  const paths = accountPaths(account);
  const organization = account.kind === "organization";
  return (
    <div className="flex flex-col gap-4">
      {attention.length > 0 || growing ? <AttentionList items={attention} paths={paths} /> : null}
      {example === null && mayPublish && growing ? (
        <FirstSteps
          handle={account.handle}
          registryUrl={registryUrl}
          packagesHref={paths.packages}
          inviteHref={organization && mayInvite ? paths.team : null}
        />
      ) : null}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,400px)]">
        <ActivityCard activity={activity} auditHref={organization ? paths.audit : null} />
        <div className="flex min-w-0 flex-col gap-4">
          <UsageCard usage={usage} planName={planName} usageHref={paths.usage} />
          {example && mayInstall ? (
            <QuickStart handle={account.handle} registryUrl={registryUrl} example={example} />
          ) : null}
        </div>
      </div>
    </div>
  );
}
