import { EmptyState } from "@/components/feedback/empty-state";
import { AbsoluteTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableMessageRow, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { formatQuantity } from "@/lib/count";
import { planDefinition } from "@/lib/entitlements/catalogue";
import type { TermRow } from "@/lib/entitlements/queries";

const PHASE = {
  live: { label: "live", tone: "accent" },
  coming: { label: "coming", tone: "info" },
  over: { label: "over", tone: "neutral" },
} as const;

/** The account's present and former trials and contracts. */
export function TermTable({ terms }: { terms: readonly TermRow[] }) {
  return (
    <Table label="List of trials and contracts">
      <TableHead>
        <tr>
          <TableHeader>Plan</TableHeader>
          <TableHeader>Kind</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader numeric>Seats</TableHeader>
          <TableHeader>From</TableHeader>
          <TableHeader>To</TableHeader>
          <TableHeader>Reason</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {terms.length === 0 ? (
          <TableMessageRow columns={7}>
            <EmptyState title="No trial and no contract">This account has had none.</EmptyState>
          </TableMessageRow>
        ) : null}
        {terms.map((term) => (
          <TableRow key={term.id}>
            <TableCell className="font-medium">{planDefinition(term.plan).name}</TableCell>
            <TableCell>{term.kind}</TableCell>
            <TableCell>
              <Tag tone={PHASE[term.phase].tone}>{PHASE[term.phase].label}</Tag>
            </TableCell>
            <TableCell numeric>
              {term.seats === null ? (
                <span className="text-ink-3">plan’s own</span>
              ) : (
                formatQuantity(term.seats, "seat")
              )}
            </TableCell>
            <TableCell>
              <AbsoluteTime at={term.startsAt} />
            </TableCell>
            <TableCell>
              {term.endsAt ? <AbsoluteTime at={term.endsAt} /> : <span className="text-ink-3">no end</span>}
            </TableCell>
            <TableCell className="max-w-80 truncate text-ink-2" title={term.reason}>
              {term.reason}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
