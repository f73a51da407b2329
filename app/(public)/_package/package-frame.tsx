import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { DeniedPanel } from "@/components/feedback/denied-panel";
import { holdsPath } from "@/components/packages/file-tree";
import { PackageHeader } from "@/components/packages/package-header";
import { PackageSidebar } from "@/components/packages/package-sidebar";
import { filesOf, openPackagePage, registryUrl } from "@/lib/packages/catalogue/loaders";
import { parsePackageAddress } from "@/lib/paths";

/**
 * The common frame of a package's pages. It is a layout, outside any loading state: a reader who may not see the
 * package gets 404 before a byte is sent.
 */
export async function PackageFrame({ segments, children }: { segments: readonly string[]; children: ReactNode }) {
  const address = parsePackageAddress(segments);
  if (!address) notFound();
  const opened = await openPackagePage(address.name, address.version);
  if ("closed" in opened) {
    const { role, roles } = opened.closed;
    return <DeniedPanel level={1} title={`You cannot see ${address.name}`} yourRole={role} allowedRoles={roles} />;
  }
  const { view } = opened;
  if (address.tab === "settings" && view.role === null) notFound();
  if (address.path !== "" && !holdsPath(await filesOf(view), address.path)) notFound();
  const pinned = address.version;
  return (
    <>
      <PackageHeader view={view} pinned={pinned} />
      <div className="grid grid-cols-1 gap-x-10 gap-y-8 pb-12 lg:grid-cols-[minmax(0,1fr)_300px]">
        <div className="min-w-0">{children}</div>
        <PackageSidebar view={view} pinned={pinned} registryUrl={registryUrl()} />
      </div>
    </>
  );
}
