import { Skeleton } from "@/components/ui/skeleton";

const LINES = ["w-2/5", "w-full", "w-11/12", "w-4/5", "w-full", "w-3/4", "w-1/3", "w-full", "w-5/6"] as const;

/** Holds the place of a readme, a list or a file while it loads. */
export function PackageSkeleton() {
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">Loading the package…</span>
      {LINES.map((width, line) => (
        <Skeleton key={`${width}-${line.toString()}`} className={width} />
      ))}
    </div>
  );
}
