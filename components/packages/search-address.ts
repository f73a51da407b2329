import { packageKindSchema } from "@/lib/packages/publish/content-schema";
import { visibilitySchema } from "@/lib/packages/publish/schema";
import type { SearchParams } from "@/lib/table";

export const RESULTS_ON_A_PAGE = 20;
/** Nobody reads further; the total stays exact. */
const LAST_PAGE = 500;

export type SearchAddress = {
  text: string;
  kind: ReturnType<typeof packageKindSchema.parse> | null;
  visibility: "public" | "private" | null;
  scope: string;
  /** Starts at 1. */
  page: number;
};

/** Reads the address of the search page; invalid parameters count as absent. */
export function readSearchAddress(params: SearchParams): SearchAddress {
  const one = (name: string) => {
    const value = params[name];
    return (typeof value === "string" ? value : (value?.[0] ?? "")).replaceAll("\0", "").trim().slice(0, 200);
  };
  const page = Number(one("page"));
  return {
    text: one("q"),
    kind: packageKindSchema.nullable().catch(null).parse(one("kind")),
    visibility: visibilitySchema.nullable().catch(null).parse(one("visibility")),
    scope: one("scope").replace(/^@/, "").toLowerCase(),
    page: Number.isInteger(page) && page >= 1 && page <= LAST_PAGE ? page : 1,
  };
}
