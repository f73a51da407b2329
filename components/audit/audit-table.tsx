import { AUDIT_COLUMNS } from "@/components/audit/audit-columns";
import { DataTable } from "@/components/data-table/data-table";
import type { Filter } from "@/components/data-table/table-types";
import { EmptyState } from "@/components/feedback/empty-state";
import { ErrorCard } from "@/components/feedback/error-card";
import { AbsoluteTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import { AUDIT_ACTION_NAMES, AUDIT_ACTIONS } from "@/lib/audit/catalogue";
import type { AuditView } from "@/lib/audit/loaders";
import type { AuditActor } from "@/lib/audit/queries";
import { formatCount, formatQuantity } from "@/lib/count";
import { readTableState, type SearchParams, type TableState } from "@/lib/table";

type AuditTableProps = { path: string; params: SearchParams; state: TableState; view: AuditView };

export function readAuditState(params: SearchParams): TableState {
  return readTableState(params, {
    sortable: [],
    defaultSort: null,
    filters: ["action", "actor", "outcome", "from", "to"],
  });
}

function filtersOf(actors: readonly AuditActor[]): Filter[] {
  return [
    {
      id: "action",
      label: "Event",
      kind: "options",
      options: AUDIT_ACTION_NAMES.map((value) => ({ value, label: AUDIT_ACTIONS[value] })),
    },
    { id: "actor", label: "Who", kind: "options", options: actors.map(({ id, name }) => ({ value: id, label: name })) },
    {
      id: "outcome",
      label: "Outcome",
      kind: "options",
      options: [
        { value: "success", label: "Done" },
        { value: "denied", label: "Denied" },
        { value: "failed", label: "Failed" },
      ],
    },
    { id: "from", label: "From day (UTC)", kind: "date" },
    { id: "to", label: "To day (UTC)", kind: "date" },
  ];
}

/** The numbers of shown and hidden events of the plan's window: nothing is deleted. */
function WindowNote({ view }: { view: Extract<AuditView, { page: object }> }) {
  const { days, since, hidden } = view.page.window;
  return (
    <p className="mt-3 text-ink-2 text-sm">
      The plan shows the last {formatQuantity(days, "day")}, since <AbsoluteTime at={since} />.{" "}
      {hidden > 0
        ? `${formatCount(hidden)} older ${hidden === 1 ? "event is" : "events are"} kept and not shown.`
        : "No older events."}{" "}
      Events are chained. Nobody can change or delete them.
    </p>
  );
}

export function AuditTable({ path, params, state, view }: AuditTableProps) {
  const page = "page" in view ? view.page : null;
  const problem = "problem" in view ? view.problem : null;
  return (
    <>
      <DataTable
        id="audit"
        label="Audit log"
        noun={{ one: "event", many: "events" }}
        path={path}
        params={params}
        state={state}
        columns={AUDIT_COLUMNS}
        rows={page?.rows ?? []}
        rowId={(row) => row.id}
        count={page?.count ?? { matching: 0, all: 0 }}
        cursors={page?.cursors}
        filters={filtersOf(view.actors)}
        empty={
          <EmptyState title="No events in this period">
            Changes to members, packages, tokens and settings appear here as they happen.
          </EmptyState>
        }
        problem={
          problem ? (
            <ErrorCard
              title="This page does not exist"
              message="The address is incomplete or belongs to another list. No event is missing."
              action={<TextLink href={path}>Go to the first page</TextLink>}
            />
          ) : undefined
        }
      />
      {"page" in view ? <WindowNote view={view} /> : null}
    </>
  );
}
