import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function Loading() {
  return <PageSkeleton label="billing" cards={4} rows={6} columns={4} />;
}
