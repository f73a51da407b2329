import "server-only";
import { db } from "@/lib/db";

/** The tags of a package that the caller may read, in the order of their names. */
export async function distTagsOf(packageId: string): Promise<Record<string, string>> {
  const tags = await db().distTag.findMany({ where: { packageId }, orderBy: { tag: "asc" } });
  return Object.fromEntries(tags.map(({ tag, version }) => [tag, version]));
}
