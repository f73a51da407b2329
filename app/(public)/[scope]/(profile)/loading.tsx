import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function ProfileLoading() {
  return <PageSkeleton label="the profile" rows={8} columns={4} />;
}
