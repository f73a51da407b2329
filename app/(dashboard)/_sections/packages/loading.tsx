import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function PackagesLoading() {
  return <PageSkeleton label="packages" rows={10} columns={6} />;
}
