import { PackageSkeleton } from "@/components/packages/package-skeleton";

export default function PackageLoading() {
  return <PackageSkeleton />;
}
