import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function NewOrganizationLoading() {
  return <PageSkeleton label="the form" rows={5} columns={2} />;
}
