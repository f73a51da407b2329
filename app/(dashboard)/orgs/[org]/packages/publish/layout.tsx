import type { ReactNode } from "react";
import { PublishFrame } from "@/components/packages/publish-frame";
import { requireAccount } from "@/lib/access/loaders";
import { roomToPublish } from "@/lib/packages/publish/loaders";
import { accountPaths } from "@/lib/paths";

type OrganizationPublishProps = { children: ReactNode; params: Promise<{ org: string }> };

export default async function OrganizationPublishLayout({ children, params }: OrganizationPublishProps) {
  const ctx = await requireAccount((await params).org);
  const path = accountPaths(ctx.account).publish;
  return (
    <PublishFrame account={ctx.account} path={path} room={await roomToPublish(ctx)} role={ctx.role}>
      {children}
    </PublishFrame>
  );
}
