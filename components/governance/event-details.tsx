import { pathWords, valueWords } from "@/components/governance/event-words";
import type { AuditRow } from "@/lib/audit/types";

/** What an event changed, as before → after; for an event that changed no value, what it said beside. */
export function EventDetails({ changes, metadata }: Pick<AuditRow, "changes" | "metadata">) {
  const said = Object.entries(metadata).filter(([, value]) => value !== null && value !== "");
  if (changes.length === 0 && said.length === 0) return <span className="text-ink-3">no values</span>;
  return (
    <dl className="flex flex-col gap-0.5 py-1 text-xs">
      {changes.map(({ path, before, after }) => (
        <div key={path} className="flex flex-wrap items-baseline gap-x-1.5">
          <dt className="text-ink-3">{pathWords(path)}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1">
            <span className="sr-only">from</span>
            <del className="break-all rounded-sm bg-del px-1 no-underline">{valueWords(before)}</del>
            <span aria-hidden="true" className="text-ink-3">
              →
            </span>
            <span className="sr-only">to</span>
            <ins className="break-all rounded-sm bg-add px-1 no-underline">{valueWords(after)}</ins>
          </dd>
        </div>
      ))}
      {changes.length === 0
        ? said.map(([name, value]) => (
            <div key={name} className="flex flex-wrap items-baseline gap-x-1.5">
              <dt className="text-ink-3">{pathWords(name)}</dt>
              <dd className="min-w-0 break-all">{valueWords(value)}</dd>
            </div>
          ))
        : null}
    </dl>
  );
}
