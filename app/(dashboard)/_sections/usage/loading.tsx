import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function Loading() {
  return <PageSkeleton label="usage" cards={6} rows={2} columns={3} />;
}
