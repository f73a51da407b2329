import type { ReactNode } from "react";
import { PackageFrame } from "../../_package/package-frame";

type ScopedPackageProps = { children: ReactNode; params: Promise<{ scope: string; path: string[] }> };

export default async function ScopedPackageLayout({ children, params }: ScopedPackageProps) {
  const { scope, path } = await params;
  return <PackageFrame segments={[scope, ...path]}>{children}</PackageFrame>;
}
