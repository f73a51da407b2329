import type { PackageFile } from "@/lib/packages/catalogue/types";

export type FolderEntry = { kind: "folder"; name: string; path: string; files: number; size: number };
export type FileEntry = { kind: "file"; name: string; path: string; size: number };
export type TreeEntry = FolderEntry | FileEntry;

/** Lists a folder (`""` is the package), folders first, by name. Null for a missing folder. */
export function entriesOf(files: readonly PackageFile[], folder: string): TreeEntry[] | null {
  const prefix = folder === "" ? "" : `${folder}/`;
  const folders = new Map<string, FolderEntry>();
  const here: FileEntry[] = [];
  for (const { path, size } of files) {
    if (!path.startsWith(prefix)) continue;
    const [name = "", ...below] = path.slice(prefix.length).split("/");
    if (below.length === 0) {
      here.push({ kind: "file", name, path, size });
      continue;
    }
    const known = folders.get(name) ?? { kind: "folder", name, path: `${prefix}${name}`, files: 0, size: 0 };
    folders.set(name, { ...known, files: known.files + 1, size: known.size + size });
  }
  if (folders.size === 0 && here.length === 0) return null;
  const byName = (one: TreeEntry, other: TreeEntry) => (one.name < other.name ? -1 : 1);
  return [...[...folders.values()].sort(byName), ...here.sort(byName)];
}

/** Whether a path is a file or a folder of the package. */
export function holdsPath(files: readonly PackageFile[], path: string): boolean {
  return files.some((file) => file.path === path || file.path.startsWith(`${path}/`));
}

/** The folders above a path, from the package down: `src/a/b.js` → `src`, `src/a`. */
export function foldersAbove(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
