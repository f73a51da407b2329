import type { SectionLayoutProps } from "@/app/(dashboard)/_sections/section";
import { PublishFrame } from "@/components/packages/publish-frame";
import { accountOfRoute } from "@/lib/access/loaders";
import { roomToPublish } from "@/lib/packages/publish/loaders";
import { accountPaths } from "@/lib/paths";

export default async function PublishLayout({ children, params }: SectionLayoutProps) {
  const ctx = await accountOfRoute((await params).org);
  const path = accountPaths(ctx.account).publish;
  return (
    <PublishFrame account={ctx.account} path={path} room={await roomToPublish(ctx)} role={ctx.role}>
      {children}
    </PublishFrame>
  );
}
