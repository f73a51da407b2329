import { EmptyState } from "@/components/feedback/empty-state";
import { CommandLine } from "@/components/ui/command-line";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import { TextLink } from "@/components/ui/text-link";
import { formatQuantity } from "@/lib/count";
import type { SearchRow } from "@/lib/packages/catalogue/search-packages";

type NewestPackagesProps = { rows: readonly SearchRow[]; total: number };

/** This registry's packages that changed last; shows no examples while there are none. */
export function NewestPackages({ rows, total }: NewestPackagesProps) {
  return (
    <section aria-labelledby="newest">
      <div className="mb-3 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 id="newest" className="font-semibold text-lg">
          New in this registry
        </h2>
        {total > 0 ? <TextLink href="/search">Browse {formatQuantity(total, "public package")}</TextLink> : null}
      </div>
      {rows.length === 0 ? (
        <div className="rounded border border-line bg-surface">
          <EmptyState
            title="No public package yet"
            action={<CommandLine command="npm publish --access public" what="Publish a public package" />}
          >
            The first public package appears here.
          </EmptyState>
        </div>
      ) : (
        <ul className="grid grid-cols-1 gap-3.5 sm:grid-cols-2 lg:grid-cols-3">
          {rows.map((row) => (
            <li key={row.id} className="flex min-w-0 flex-col gap-1 rounded border border-line bg-surface px-3.5 py-3">
              <span className="flex min-w-0 items-center gap-2">
                <TextLink href={`/${row.name}`} className="truncate">
                  <code>{row.name}</code>
                </TextLink>
                <code className="text-ink-3 text-xs">{row.latest}</code>
                {row.kind === "package" ? null : <Tag className="ml-auto">{row.kind}</Tag>}
              </span>
              <span className="line-clamp-2 text-ink-2 text-sm">{row.description || "No description."}</span>
              <span className="mt-auto text-ink-3 text-xs">
                by {row.publisher}, <RelativeTime at={row.updatedAt.toISOString()} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
