import { EventDetails } from "@/components/audit/event-details";
import { actionWords, actorWords, reasonWords } from "@/components/audit/event-words";
import type { Column } from "@/components/data-table/table-types";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import type { AuditRow } from "@/lib/audit/types";

function Actor({ row }: { row: AuditRow }) {
  const { name, note } = actorWords(row);
  return (
    <span className="inline-flex items-center gap-2">
      <Avatar name={name} />
      {name} {note ? <span className="text-ink-3">{note}</span> : null}
    </span>
  );
}

function Outcome({ row }: { row: AuditRow }) {
  if (row.outcome === "success") return <Tag tone="accent">done</Tag>;
  return (
    <Tag tone="stop">
      {row.outcome} {reasonWords(row.reasonCode)}
    </Tag>
  );
}

export const AUDIT_COLUMNS: readonly Column<AuditRow>[] = [
  {
    id: "action",
    header: "Event",
    cell: (row) => <span title={row.action}>{actionWords(row.action)}</span>,
  },
  { id: "actor", header: "Who", cell: (row) => <Actor row={row} /> },
  {
    id: "target",
    header: "What",
    cell: (row) => <code title={row.targets.map(({ name }) => name).join(", ")}>{row.targets[0]?.name}</code>,
    className: "max-w-60 truncate",
  },
  {
    id: "changes",
    header: "Changes",
    cell: (row) => <EventDetails changes={row.changes} metadata={row.metadata} />,
    className: "whitespace-normal min-w-56",
  },
  { id: "outcome", header: "Outcome", cell: (row) => <Outcome row={row} /> },
  { id: "address", header: "Address", cell: (row) => <code>{row.address || "none"}</code> },
  { id: "name", header: "Name of the event", cell: (row) => <code>{row.action}</code>, hiddenAtFirst: true },
  { id: "source", header: "Source", cell: (row) => row.source, hiddenAtFirst: true },
  { id: "seq", header: "Number", cell: (row) => row.seq, numeric: true, hiddenAtFirst: true },
  { id: "at", header: "When", cell: (row) => <RelativeTime at={row.at} />, numeric: true },
];
