import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function Loading() {
  return <PageSkeleton label="billing" cards={1} rows={3} columns={3} />;
}
