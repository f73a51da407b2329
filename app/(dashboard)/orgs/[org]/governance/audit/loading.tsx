import { DataTableSkeleton } from "@/components/data-table/data-table-skeleton";
import { PageHeader } from "@/components/layout/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader title="Audit log" description="Who did what, when, from where, and what it changed." />
      <DataTableSkeleton label="the audit log" rows={12} columns={7} />
    </>
  );
}
