import type { ReactNode } from "react";
import { ErrorCard } from "@/components/feedback/error-card";
import { DeniedPage } from "@/components/layout/denied-page";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/link-button";
import type { AccountContext } from "@/lib/access/types";
import { loadBillingStatus } from "@/lib/billing/page/loaders";
import type { BillingStatus } from "@/lib/billing/page/types";
import { deniedTo } from "@/lib/entitlements/loaders";
import { accountPaths } from "@/lib/paths";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";
import { capitalized } from "@/lib/text";

type BillingGateProps = {
  ctx: AccountContext;
  title: string;
  description: string;
  /** Null when the status offers nothing to do: the page then shows the reason. */
  children: (status: BillingStatus) => ReactNode | Promise<ReactNode>;
};

async function Inside({ ctx, children }: Pick<BillingGateProps, "ctx" | "children">) {
  if (!ctx.permissions.has("billing:write")) {
    return <DeniedPage title="Your role cannot change billing" denied={await deniedTo(ctx, "billing:write")} />;
  }
  const status = await loadBillingStatus(ctx);
  const back = <LinkButton href={accountPaths(ctx.account).billing}>Back to Billing</LinkButton>;
  if (status.provider.state === "disabled") {
    return (
      <ErrorCard
        title="Billing by card is not set up on this installation"
        message="Nothing can be bought or changed here."
        next={`${capitalized(REGISTRY_ADMINISTRATOR)} changes plans and seats.`}
        action={back}
      />
    );
  }
  if (status.provider.state === "unreachable") {
    return (
      <ErrorCard
        title="The payment provider is not responding"
        message="Nothing can be bought or changed until it responds. Your plan stays the same."
        next="Try again in a minute."
        action={back}
      />
    );
  }
  return children(status);
}

/** A page that moves money: for readers who may, while the provider answers. */
export function BillingGate({ ctx, title, description, children }: BillingGateProps) {
  return (
    <>
      <PageHeader title={title} description={description} />
      <Inside ctx={ctx}>{children}</Inside>
    </>
  );
}
