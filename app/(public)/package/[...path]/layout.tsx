import type { ReactNode } from "react";
import { PackageFrame } from "../../_package/package-frame";

type UnscopedPackageProps = { children: ReactNode; params: Promise<{ path: string[] }> };

/** Names without a scope, where the registry takes them (`REGISTRY_OPEN_NAMES`). */
export default async function UnscopedPackageLayout({ children, params }: UnscopedPackageProps) {
  return <PackageFrame segments={["package", ...(await params).path]}>{children}</PackageFrame>;
}
