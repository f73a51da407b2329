import type { Metadata } from "next";
import { openPackagePage } from "@/lib/packages/catalogue/loaders";
import { type PackageTab, parsePackageAddress } from "@/lib/paths";

const TITLES = {
  versions: "Versions",
  dependencies: "Dependencies",
  files: "Files",
  manifest: "Manifest",
  provenance: "Provenance",
  settings: "Settings",
} as const satisfies Record<Exclude<PackageTab, "readme">, string>;

/** Each page of a package has its own title. */
export async function packageMetadata(segments: readonly string[]): Promise<Metadata> {
  const address = parsePackageAddress(segments);
  if (!address) return { title: "Not found" };
  const { name, version, tab, path } = address;
  const opened = await openPackagePage(name, version);
  const subject = version === null ? name : `${name}@${version}`;
  const title = path !== "" ? `${path} in ${subject}` : tab === "readme" ? subject : `${TITLES[tab]} of ${subject}`;
  return "view" in opened ? { title, description: opened.view.version.description || null } : { title };
}
