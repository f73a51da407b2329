import type { Metadata } from "next";
import type { SearchParams } from "@/lib/table";
import { packageMetadata } from "../../_package/package-metadata";
import { PackageTab } from "../../_package/package-tab";

type UnscopedPackageProps = { params: Promise<{ path: string[] }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: UnscopedPackageProps): Promise<Metadata> {
  return packageMetadata(["package", ...(await params).path]);
}

export default async function UnscopedPackagePage({ params, searchParams }: UnscopedPackageProps) {
  return <PackageTab segments={["package", ...(await params).path]} params={await searchParams} />;
}
