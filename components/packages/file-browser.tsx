import { ChevronRight, File, Folder } from "lucide-react";
import { foldersAbove, type TreeEntry } from "@/components/packages/file-tree";
import { MoreRows } from "@/components/packages/more-rows";
import { Link } from "@/components/ui/link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { formatBytes } from "@/lib/bytes";
import { formatQuantity } from "@/lib/count";
import { packageHref } from "@/lib/paths";

type FilePlace = { name: string; version: string | null; path: string };

/** The path from the package's top folder down to the shown entry. */
export function FilePath({ name, version, path }: FilePlace) {
  const last = path.split("/").at(-1);
  const href = (folder: string) => packageHref(name, { version, tab: "files", path: folder });
  return (
    <nav aria-label="Path" className="mb-2.5 flex min-h-7 flex-wrap items-center gap-1 font-mono text-sm">
      {path === "" ? <span>package</span> : <TextLink href={href("")}>package</TextLink>}
      {foldersAbove(path).map((folder) => (
        <span key={folder} className="flex items-center gap-1">
          <ChevronRight aria-hidden="true" className="size-3 text-ink-3" />
          <TextLink href={href(folder)}>{folder.split("/").at(-1)}</TextLink>
        </span>
      ))}
      {path === "" ? null : (
        <span aria-current="page" className="flex items-center gap-1 break-all">
          <ChevronRight aria-hidden="true" className="size-3 shrink-0 text-ink-3" />
          {last}
        </span>
      )}
    </nav>
  );
}

/** A folder may hold thousands, and each is a row. */
const MOST_ENTRIES = 500;

export function FolderTable({ name, version, path, entries }: FilePlace & { entries: readonly TreeEntry[] }) {
  return (
    <>
      <Table label={path === "" ? `Files of ${name}` : `Files in ${path}`}>
        <TableHead>
          <tr>
            <TableHeader>Name</TableHeader>
            <TableHeader numeric>Size</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {entries.slice(0, MOST_ENTRIES).map((entry) => (
            <TableRow key={entry.path}>
              <TableCell>
                <Link
                  href={packageHref(name, { version, tab: "files", path: entry.path })}
                  className="focus-inset inline-flex items-center gap-2 rounded-sm py-1 font-mono hover:underline"
                >
                  {entry.kind === "folder" ? (
                    <Folder aria-hidden="true" className="size-4 text-accent" />
                  ) : (
                    <File aria-hidden="true" className="size-4 text-ink-3" />
                  )}
                  {entry.name}
                  <span className="sr-only">{entry.kind === "folder" ? ", folder" : ""}</span>
                </Link>
                {entry.kind === "folder" ? (
                  <span className="ml-2 text-ink-3">{formatQuantity(entry.files, "file")}</span>
                ) : null}
              </TableCell>
              <TableCell numeric className="text-ink-2">
                {formatBytes(entry.size)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <MoreRows all={entries.length} shown={MOST_ENTRIES} />
    </>
  );
}
