import type { ReactNode } from "react";
import { PublishFrame } from "@/components/packages/publish-frame";
import { personalContext } from "@/lib/access/loaders";
import { roomToPublish } from "@/lib/packages/publish/loaders";

export default async function PublishLayout({ children }: { children: ReactNode }) {
  const ctx = await personalContext();
  return (
    <PublishFrame account={ctx.account} path="/packages/publish" room={await roomToPublish(ctx)} role={ctx.role}>
      {children}
    </PublishFrame>
  );
}
