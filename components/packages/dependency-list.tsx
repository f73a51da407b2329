import { EmptyState } from "@/components/feedback/empty-state";
import { MoreRows } from "@/components/packages/more-rows";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { formatCount } from "@/lib/count";
import { packageHref } from "@/lib/paths";

/** A manifest may name thousands, and each is a row. */
const MOST_ENTRIES = 500;

export type DependencyGroup = { title: string; entries: readonly (readonly [name: string, range: string])[] };

type DependencyListProps = {
  name: string;
  groups: readonly DependencyGroup[];
  /** Names with a page here that the reader may open. */
  linked: ReadonlySet<string>;
};

export function DependencyList({ name, groups, linked }: DependencyListProps) {
  const present = groups.filter(({ entries }) => entries.length > 0);
  if (present.length === 0) {
    return <EmptyState title="No dependencies">{name} needs no other package.</EmptyState>;
  }
  return (
    <div className="flex flex-col gap-5">
      {present.map(({ title, entries }) => (
        <section key={title}>
          <h2 className="mb-2 font-semibold">
            {title} <span className="font-normal text-ink-3">{formatCount(entries.length)}</span>
          </h2>
          <Table label={`${title} of ${name}`}>
            <TableHead>
              <tr>
                <TableHeader>Package</TableHeader>
                <TableHeader>Range</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {entries.slice(0, MOST_ENTRIES).map(([dependency, range]) => (
                <TableRow key={dependency}>
                  <TableCell className="font-mono">
                    {linked.has(dependency) ? (
                      <TextLink href={packageHref(dependency)}>{dependency}</TextLink>
                    ) : (
                      dependency
                    )}
                  </TableCell>
                  <TableCell className="font-mono text-ink-2">{range}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          <MoreRows all={entries.length} shown={MOST_ENTRIES} />
        </section>
      ))}
    </div>
  );
}
