import type { Metadata } from "next";
import { openPackagePage } from "@/lib/packages/loaders";
import { parsePackageAddress } from "@/lib/packages/schema";

/** Each page of a package has a title of its own. */
export async function packageMetadata(segments: readonly string[]): Promise<Metadata> {
  const address = parsePackageAddress(segments);
  if (!address) return { title: "Not found" };
  const { name, version, tab, path } = address;
  const opened = await openPackagePage(name, version);
  const subject = version === null ? name : `${name}@${version}`;
  const page = tab === "readme" ? "" : path === "" ? `${tab} of ` : `${path} in `;
  const title = `${page.charAt(0).toUpperCase()}${page.slice(1)}${subject}`;
  return "view" in opened ? { title, description: opened.view.version.description || null } : { title };
}
