import type { ReactNode } from "react";
import { DeniedPanel } from "@/components/feedback/denied-panel";
import { PageHeader } from "@/components/layout/page-header";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { NavTabs } from "@/components/ui/nav-tabs";
import { UsageBar, type UsageBarProps } from "@/components/ui/usage-bar";
import type { Role } from "@/generated/prisma/enums";
import { rolesWith } from "@/lib/access/permissions";
import type { Decision } from "@/lib/entitlements/types";
import type { PublishRoom } from "@/lib/packages/publish/types";

type PublishFrameProps = {
  account: { handle: string; name: string };
  /** The address of the upload page. */
  path: string;
  /** Null when the role does not publish. */
  room: PublishRoom | null;
  role: Role | null;
  children: ReactNode;
};

function barOf(label: string, decision: Decision, unit: "count" | "bytes" = "count"): UsageBarProps {
  const { used, limit, resetsAt } = decision;
  return { label, used, limit, unit, resetsAt };
}

/** Title, the two ways to publish, and the plan's room, before anything is chosen. */
export function PublishFrame({ account, path, room, role, children }: PublishFrameProps) {
  const header = <PageHeader title="Publish package" description={`Into the namespace @${account.handle}.`} />;
  if (!room) {
    return (
      <>
        {header}
        <DeniedPanel title="You cannot publish here" yourRole={role} allowedRoles={rolesWith("package:publish")} />
      </>
    );
  }
  return (
    <>
      {header}
      <NavTabs
        label="Ways to publish"
        tabs={[
          { href: path, label: "Upload a tarball", exact: true },
          { href: `${path}/content`, label: "Write content" },
        ]}
      />
      {room.action.allowed ? null : (
        <Banner tone="stop" title="Publishing would be refused now" className="mb-4">
          {room.action.message}
        </Banner>
      )}
      <Card className="mb-5 grid grid-cols-1 gap-x-6 gap-y-3 px-4 py-3 sm:grid-cols-2 lg:grid-cols-4">
        <UsageBar {...barOf("Public packages", room.places.public)} />
        <UsageBar {...barOf("Private packages", room.places.private)} />
        <UsageBar {...barOf("Publishes this month", room.publishes)} />
        <UsageBar {...barOf("Storage", room.storage, "bytes")} />
      </Card>
      {children}
    </>
  );
}
