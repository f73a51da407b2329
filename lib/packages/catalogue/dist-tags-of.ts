import "server-only";
import { db } from "@/lib/db";

/** Lists the tags of a readable package, by name. */
export async function distTagsOf(packageId: string): Promise<Record<string, string>> {
  const tags = await db().distTag.findMany({ where: { packageId }, orderBy: { tag: "asc" } });
  return Object.fromEntries(tags.map(({ tag, version }) => [tag, version]));
}
