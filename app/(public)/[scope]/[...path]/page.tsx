import type { Metadata } from "next";
import type { SearchParams } from "@/lib/table";
import { packageMetadata } from "../../_package/package-metadata";
import { PackageTab } from "../../_package/package-tab";

type ScopedPackageProps = {
  params: Promise<{ scope: string; path: string[] }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: ScopedPackageProps): Promise<Metadata> {
  const { scope, path } = await params;
  return packageMetadata([scope, ...path]);
}

export default async function ScopedPackagePage({ params, searchParams }: ScopedPackageProps) {
  const { scope, path } = await params;
  return <PackageTab segments={[scope, ...path]} params={await searchParams} />;
}
