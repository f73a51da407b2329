import { DeniedPopover } from "@/components/feedback/denied-popover";
import { DeprecatedTag } from "@/components/packages/package-tags";
import { VersionMenu } from "@/components/packages/version-menu";
import { Pagination } from "@/components/ui/pagination";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { TextLink } from "@/components/ui/text-link";
import { formatBytes } from "@/lib/bytes";
import { formatQuantity } from "@/lib/count";
import type { Decision } from "@/lib/entitlements/types";
import type { KeysetPage } from "@/lib/keyset";
import type { PackageView, VersionRow } from "@/lib/packages/catalogue/types";
import { packageHref } from "@/lib/paths";
import { type SearchParams, tableHref } from "@/lib/table";

type VersionTableProps = {
  view: PackageView;
  page: KeysetPage<VersionRow>;
  params: SearchParams;
  /** Whether the account's state allows changes of versions; null for everybody but members. */
  change: Decision | null;
};

export function VersionTable({ view, page, params, change }: VersionTableProps) {
  const { name } = view;
  // Unpublishing frees room, so it works on frozen packages too.
  const frozen = change?.code === "frozen_by_plan";
  const may = frozen ? { ...view.may, deprecate: false, tag: false } : view.may;
  const path = packageHref(name, { tab: "versions" });
  const mayAny = may.deprecate || may.tag || may.unpublish;
  const menus = mayAny && (change?.allowed === true || frozen);
  return (
    <>
      <div className="mb-2.5 flex min-h-7 items-center gap-2 text-ink-3 text-sm">
        <span className="flex-1">{formatQuantity(view.versionCount, "version")}</span>
        {(mayAny || frozen) && change && !change.allowed ? (
          <DeniedPopover label="Change versions" decision={change} size="sm" />
        ) : null}
      </div>
      <Table label={`Versions of ${name}`}>
        <TableHead>
          <tr>
            <TableHeader>Version</TableHeader>
            <TableHeader>Tags</TableHeader>
            <TableHeader>Published</TableHeader>
            <TableHeader className="max-md:hidden">By</TableHeader>
            <TableHeader numeric className="max-sm:hidden">
              Size
            </TableHeader>
            {menus ? (
              <TableHeader className="w-10">
                <span className="sr-only">Actions</span>
              </TableHeader>
            ) : null}
          </tr>
        </TableHead>
        <TableBody>
          {page.rows.map((row) => (
            <TableRow key={row.version}>
              <TableCell>
                <TextLink href={packageHref(name, { version: row.version })} className="font-mono">
                  {row.version}
                </TextLink>
              </TableCell>
              <TableCell>
                <span className="flex gap-1.5">
                  {row.tags.map((tag) => (
                    <Tag key={tag} tone={tag === "latest" ? "accent" : "neutral"}>
                      {tag}
                    </Tag>
                  ))}
                  <DeprecatedTag message={row.deprecated} />
                </span>
              </TableCell>
              <TableCell className="text-ink-2">
                <RelativeTime at={row.publishedAt} />
              </TableCell>
              <TableCell className="text-ink-2 max-md:hidden">{row.publisher}</TableCell>
              <TableCell numeric className="text-ink-2 max-sm:hidden">
                {formatBytes(row.size)}
              </TableCell>
              {menus ? (
                <TableCell className="px-1">
                  <VersionMenu
                    may={may}
                    target={{
                      handle: view.owner.handle,
                      name,
                      revision: view.revision,
                      row,
                      onlyOne: view.versionCount === 1,
                    }}
                  />
                </TableCell>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Pagination
        label={`Versions of ${name}`}
        previousHref={page.cursors.previous ? tableHref(path, params, { before: page.cursors.previous }) : null}
        nextHref={page.cursors.next ? tableHref(path, params, { after: page.cursors.next }) : null}
      />
    </>
  );
}
