import { pathWords, valueWords } from "@/components/audit/event-words";
import type { AuditRow } from "@/lib/audit/types";

type EventDetailsProps = Pick<AuditRow, "changes" | "metadata">;

function Change({ path, before, after }: AuditRow["changes"][number]) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-1.5">
      <dt className="text-ink-3">{pathWords(path)}</dt>
      <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1">
        <span className="sr-only">from</span>
        <del className="break-words rounded-sm bg-del px-1 no-underline">{valueWords(before)}</del>
        <span aria-hidden="true" className="text-ink-3">
          →
        </span>
        <span className="sr-only">to</span>
        <ins className="break-words rounded-sm bg-add px-1 no-underline">{valueWords(after)}</ins>
      </dd>
    </div>
  );
}

/** The changes of an event, as before → after; without changes its further facts, folded to one line. */
export function EventDetails({ changes, metadata }: EventDetailsProps) {
  if (changes.length > 0) {
    return (
      <dl className="flex flex-col gap-0.5 py-1 text-xs">
        {changes.map((change) => (
          <Change key={change.path} {...change} />
        ))}
      </dl>
    );
  }
  const said = Object.entries(metadata).filter(([, value]) => value !== null && value !== "");
  if (said.length === 0) return <span className="text-ink-3">no values</span>;
  const line = said.map(([name, value]) => `${pathWords(name)} ${valueWords(value)}`).join(" · ");
  return (
    <details className="group text-xs">
      <summary className="focus-inset max-w-64 truncate rounded-sm text-ink-2 marker:text-ink-3 group-open:sr-only">
        {line}
      </summary>
      <dl className="flex flex-col gap-0.5 py-1">
        {said.map(([name, value]) => (
          <div key={name} className="flex max-w-80 flex-wrap gap-x-1.5">
            <dt className="text-ink-3">{pathWords(name)}</dt>
            <dd className="min-w-0 break-all">{valueWords(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
