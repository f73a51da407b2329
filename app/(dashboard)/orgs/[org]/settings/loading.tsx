import { PageSkeleton } from "@/components/feedback/page-skeleton";

export default function OrganizationSettingsLoading() {
  return <PageSkeleton label="the settings" rows={4} columns={2} />;
}
