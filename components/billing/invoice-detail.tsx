import { InvoiceState, invoiceName } from "@/components/billing/invoice-columns";
import { LineTable } from "@/components/billing/line-table";
import { PageHeader } from "@/components/layout/page-header";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { AbsoluteTime } from "@/components/ui/relative-time";
import type { InvoiceLineView, InvoiceView } from "@/lib/billing/invoices/types";
import { formatCount } from "@/lib/count";
import { formatMoney } from "@/lib/money";
import type { AccountPaths } from "@/lib/paths";

type InvoiceDetailProps = {
  paths: AccountPaths;
  view: { invoice: InvoiceView; lines: readonly InvoiceLineView[]; total: number };
};

function factsOf(invoice: InvoiceView) {
  const { createdAt, dueAt, periodStart, periodEnd, currency, amountPaid, amountRemaining, refunded } = invoice;
  return [
    { term: "Date", value: <AbsoluteTime at={createdAt} /> },
    {
      term: "Period",
      value: (
        <>
          <AbsoluteTime at={periodStart} /> to <AbsoluteTime at={periodEnd} />
        </>
      ),
    },
    ...(dueAt ? [{ term: "Due", value: <AbsoluteTime at={dueAt} /> }] : []),
    { term: "Paid", value: formatMoney(amountPaid, currency) },
    ...(refunded > 0 ? [{ term: "Refunded", value: formatMoney(refunded, currency) }] : []),
    { term: "Owed", value: formatMoney(amountRemaining, currency) },
  ];
}

/** One invoice with its lines and documents. */
export function InvoiceDetail({ paths, view }: InvoiceDetailProps) {
  const { invoice, lines, total } = view;
  return (
    <>
      <PageHeader
        title={`Invoice ${invoiceName(invoice)}`}
        description="What was charged, and for which period. A final invoice never changes."
        aside={<InvoiceState invoice={invoice} />}
        actions={
          <>
            <a href={paths.csv(invoice.id)} download className={buttonStyle()}>
              Download lines (CSV)
            </a>
            {invoice.hasPdf ? (
              <a href={paths.pdf(invoice.id)} download className={buttonStyle({ variant: "primary" })}>
                Download PDF
              </a>
            ) : null}
          </>
        }
      />
      <div className="grid grid-cols-1 items-start gap-3.5 xl:grid-cols-[1fr_280px]">
        <div>
          <LineTable label={`Lines of invoice ${invoiceName(invoice)}`} lines={lines} amounts={invoice} />
          {total > lines.length ? (
            <p className="mt-2 text-ink-2 text-sm">
              The first {formatCount(lines.length)} of {formatCount(total)} lines; the CSV has all of them.
            </p>
          ) : null}
        </div>
        <Card className="px-4 py-3.5">
          <DescriptionList facts={factsOf(invoice)} />
        </Card>
      </div>
    </>
  );
}
