import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function Loading() {
  return <PageSkeleton label="the overview" cards={2} rows={6} columns={3} />;
}
