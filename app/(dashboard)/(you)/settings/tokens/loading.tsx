import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function TokensLoading() {
  return <PageSkeleton label="tokens" rows={6} columns={6} />;
}
