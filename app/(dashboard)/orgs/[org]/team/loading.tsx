import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function TeamLoading() {
  return <PageSkeleton label="the team" cards={1} rows={6} columns={5} />;
}
