import { invoiceColumns, invoiceName } from "@/components/billing/invoice-columns";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/feedback/empty-state";
import { ErrorCard } from "@/components/feedback/error-card";
import { TextLink } from "@/components/ui/text-link";
import type { InvoiceList } from "@/lib/billing/invoices/loaders";
import { INVOICE_STATUSES } from "@/lib/billing/invoices/types";
import type { AccountPaths } from "@/lib/paths";
import { readTableState, type SearchParams, type TableState } from "@/lib/table";

type InvoiceTableProps = { paths: AccountPaths; params: SearchParams; state: TableState; list: InvoiceList };

export function readInvoiceState(params: SearchParams): TableState {
  return readTableState(params, { sortable: [], defaultSort: null, filters: ["status"] });
}

const LABEL = { draft: "Draft", open: "Open", paid: "Paid", void: "Void", uncollectible: "Uncollectible" } as const;

/** The invoices, paged by the server; the address holds filter and page. */
export function InvoiceTable({ paths, params, state, list }: InvoiceTableProps) {
  const page = "page" in list ? list.page : null;
  return (
    <section aria-labelledby="invoices" className="flex scroll-mt-4 flex-col gap-2.5">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h2 id="invoices" className="font-semibold">
          Invoices
        </h2>
        {page && page.count.all > 0 ? (
          <TextLink href={paths.allLines} download prefetch={false} className="ml-auto">
            Download all lines (CSV)
          </TextLink>
        ) : null}
      </div>
      <DataTable
        id="invoices"
        label="List of invoices"
        noun={{ one: "invoice", many: "invoices" }}
        path={paths.billing}
        params={params}
        state={state}
        columns={invoiceColumns(paths)}
        rows={page?.rows ?? []}
        rowId={(row) => row.id}
        rowHref={(row) => paths.invoice(row.id)}
        rowLabel={invoiceName}
        count={page?.count ?? { matching: 0, all: 0 }}
        cursors={page?.cursors}
        filters={[
          {
            id: "status",
            label: "State",
            kind: "options",
            options: INVOICE_STATUSES.map((value) => ({ value, label: LABEL[value] })),
          },
        ]}
        empty={<EmptyState title="No invoices yet">The first one arrives with your first payment.</EmptyState>}
        problem={
          page ? undefined : (
            <ErrorCard
              title="This page does not exist"
              message="The address is incomplete or belongs to another list. No invoice is missing."
              action={<TextLink href={paths.billing}>Go to the first page</TextLink>}
            />
          )
        }
      />
    </section>
  );
}
