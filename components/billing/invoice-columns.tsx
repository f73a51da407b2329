import type { Column } from "@/components/data-table/table-types";
import { AbsoluteTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import { TextLink } from "@/components/ui/text-link";
import type { Tone } from "@/components/ui/tone";
import type { InvoiceView } from "@/lib/billing/invoices/types";
import { formatMoney } from "@/lib/money";
import type { AccountPaths } from "@/lib/paths";

const STATUS: Record<string, { label: string; tone: Tone }> = {
  draft: { label: "draft", tone: "neutral" },
  open: { label: "open", tone: "info" },
  paid: { label: "paid", tone: "accent" },
  void: { label: "void", tone: "neutral" },
  uncollectible: { label: "uncollectible", tone: "stop" },
};

/** The invoice's state in words, and the time of the next attempt. */
export function InvoiceState({ invoice }: { invoice: InvoiceView }) {
  const { status, failedAt, nextAttemptAt, paidAt, dueAt } = invoice;
  const known = STATUS[status] ?? { label: status, tone: "neutral" as const };
  const { label, tone } = failedAt ? { label: "payment failed", tone: "stop" as const } : known;
  const date = status === "paid" ? { word: "", at: paidAt } : { word: "next try ", at: nextAttemptAt };
  const due = status === "open" && dueAt ? { word: "due ", at: dueAt } : date;
  return (
    <span className="inline-flex items-center gap-1.5">
      <Tag tone={tone}>{label}</Tag>
      {due.at ? (
        <span className="text-ink-3">
          {due.word}
          <AbsoluteTime at={due.at} />
        </span>
      ) : null}
    </span>
  );
}

function InvoiceTotal({ invoice }: { invoice: InvoiceView }) {
  const { total, refunded, currency } = invoice;
  if (refunded === 0) return formatMoney(total, currency);
  return (
    <>
      {formatMoney(total, currency)} <span className="text-ink-3">({formatMoney(refunded, currency)} refunded)</span>
    </>
  );
}

export function invoiceName({ number }: InvoiceView): string {
  return number || "Draft";
}

export function invoiceColumns(paths: AccountPaths): readonly Column<InvoiceView>[] {
  return [
    { id: "number", header: "Invoice", cell: (row) => <code>{invoiceName(row)}</code> },
    { id: "date", header: "Date", cell: (row) => <AbsoluteTime at={row.createdAt} /> },
    {
      id: "about",
      header: "For",
      cell: (row) => <span title={row.about}>{row.about || "no lines"}</span>,
      className: "max-w-72 truncate",
    },
    { id: "state", header: "State", cell: (row) => <InvoiceState invoice={row} /> },
    { id: "tax", header: "Tax", cell: (row) => formatMoney(row.tax, row.currency), numeric: true, hideable: true },
    { id: "total", header: "Total", cell: (row) => <InvoiceTotal invoice={row} />, numeric: true },
    {
      id: "files",
      header: "Download",
      cell: (row) => (
        <span className="inline-flex gap-3">
          {row.hasPdf ? (
            <TextLink href={paths.pdf(row.id)} download prefetch={false}>
              PDF<span className="sr-only"> of invoice {invoiceName(row)}</span>
            </TextLink>
          ) : null}
          <TextLink href={paths.csv(row.id)} download prefetch={false}>
            CSV<span className="sr-only"> of the lines of invoice {invoiceName(row)}</span>
          </TextLink>
        </span>
      ),
    },
  ];
}
