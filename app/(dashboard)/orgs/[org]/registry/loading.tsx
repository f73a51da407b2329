import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function Loading() {
  return <PageSkeleton label="the private registry" cards={4} rows={2} columns={2} />;
}
