import type { Filter } from "@/components/data-table/table-types";
import { packageKindSchema } from "@/lib/packages/publish/content-schema";

export const KIND_OPTIONS = packageKindSchema.options.map((value) => ({ value, label: value }));

export const VISIBILITY_OPTIONS = [
  { value: "public", label: "public" },
  { value: "private", label: "private" },
];

export const PACKAGE_FILTERS: readonly Filter[] = [
  { id: "kind", label: "Kind", kind: "options", options: KIND_OPTIONS },
  { id: "visibility", label: "Visibility", kind: "options", options: VISIBILITY_OPTIONS },
  {
    id: "status",
    label: "Status",
    kind: "options",
    options: [
      { value: "active", label: "active" },
      { value: "deprecated", label: "deprecated" },
    ],
  },
];
