import type { Column } from "@/components/data-table/table-types";
import { DeprecatedTag, ReadOnlyTag, VisibilityTag } from "@/components/packages/package-tags";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatBytes } from "@/lib/bytes";
import { formatCount } from "@/lib/count";
import type { PackageRow } from "@/lib/packages/catalogue/types";

export const PACKAGE_TABLE = {
  sortable: ["name", "updated", "size"],
  defaultSort: "-updated",
  filters: ["kind", "visibility", "status"],
};

export const PACKAGE_COLUMNS: readonly Column<PackageRow>[] = [
  {
    id: "name",
    header: "Package",
    sortable: true,
    cell: ({ name, frozen }) => (
      <span className="flex items-center gap-2">
        <span className="font-mono">{name}</span>
        <ReadOnlyTag frozen={frozen} what="package" />
      </span>
    ),
  },
  { id: "kind", header: "Kind", hideBelow: "md", cell: ({ kind }) => <span className="text-ink-2">{kind}</span> },
  {
    id: "visibility",
    header: "Visibility",
    cell: ({ visibility }) => <VisibilityTag visibility={visibility} />,
  },
  {
    id: "latest",
    header: "Latest",
    cell: ({ latest, deprecated }) => (
      <span className="flex items-center gap-2">
        <span className="font-mono">{latest}</span>
        <DeprecatedTag message={deprecated} />
      </span>
    ),
  },
  { id: "versions", header: "Versions", numeric: true, hideBelow: "lg", cell: ({ versions }) => formatCount(versions) },
  {
    id: "updated",
    header: "Updated",
    sortable: "descending",
    hideBelow: "sm",
    cell: ({ updatedAt }) => <RelativeTime at={updatedAt} className="text-ink-2" />,
  },
  {
    id: "size",
    header: "Size",
    numeric: true,
    sortable: "descending",
    hideBelow: "md",
    cell: ({ size }) => formatBytes(size),
  },
];
