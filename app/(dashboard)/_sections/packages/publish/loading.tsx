import { Skeleton } from "@/components/ui/skeleton";

export default function PublishLoading() {
  return (
    <div role="status" className="flex max-w-[640px] flex-col gap-4">
      <span className="sr-only">Loading the form…</span>
      <Skeleton className="h-36" />
      <Skeleton className="h-8 w-60" />
      <Skeleton className="h-8 w-32" />
    </div>
  );
}
