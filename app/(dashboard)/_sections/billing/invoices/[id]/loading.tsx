import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function Loading() {
  return <PageSkeleton label="the invoice" cards={1} rows={6} columns={3} />;
}
