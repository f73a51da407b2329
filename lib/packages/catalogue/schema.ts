import { z } from "zod";
import { packageKindSchema } from "@/lib/packages/publish/content-schema";
import { visibilitySchema } from "@/lib/packages/publish/schema";
import type { TableState } from "@/lib/table";

const listFilters = z.object({
  kind: packageKindSchema.nullable().catch(null),
  visibility: visibilitySchema.nullable().catch(null),
  status: z.enum(["active", "deprecated"]).nullable().catch(null),
});

const packageSort = z.enum(["name", "updated", "size"]).catch("updated");

export const PACKAGES_ON_A_PAGE = 50;

/** Turns a table's address into a query for packages; unknown filters and orders count as absent. */
export function packageListInput(state: TableState, limit: number) {
  const { kind = null, visibility = null, status = null } = state.filters;
  const { query, after, before } = state;
  const sort = { by: packageSort.parse(state.sort?.id), descending: state.sort?.descending ?? true };
  return { query, after, before, limit, sort, ...listFilters.parse({ kind, visibility, status }) };
}
