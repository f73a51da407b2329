import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function SearchLoading() {
  return <PageSkeleton label="packages" rows={12} columns={3} />;
}
