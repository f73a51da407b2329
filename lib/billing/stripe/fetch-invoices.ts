import "server-only";
import type Stripe from "stripe";
import { allOf, collect, PAGE } from "@/lib/billing/stripe/all-pages";
import { stripeClient } from "@/lib/billing/stripe/client";
import { PURCHASE_ORDER } from "@/lib/billing/stripe/customers";
import { failureOf } from "@/lib/billing/stripe/first-failure";
import { isPayable } from "@/lib/billing/stripe/payable";
import { priceKeys } from "@/lib/billing/stripe/price-keys";
import { readInvoice } from "@/lib/billing/stripe/read-invoice";
import { priceIdOfLine } from "@/lib/billing/stripe/read-invoice-line";
import type { InvoiceState } from "@/lib/billing/stripe/types";
import { idOf, toSeconds } from "@/lib/billing/stripe/wire-values";
import { now } from "@/lib/clock";

export type InvoicesOfCustomer = {
  invoices: InvoiceState[];
  /** The invoice of each payment intent. */
  invoiceOfIntent: ReadonlyMap<string, string>;
};

/** Reads every invoice of the customer, newest first, with all lines and the first failed attempt to collect it. */
export async function fetchInvoices(
  customerId: string,
  charges: readonly Stripe.Charge[],
): Promise<InvoicesOfCustomer> {
  const invoices = await collect(
    stripeClient().invoices.list({ customer: customerId, limit: PAGE, expand: ["data.payments"] }),
  );
  const parts = await Promise.all(invoices.map(partsOf));
  const keyOf = await priceKeys(parts.flatMap(({ lines }) => lines.map(priceIdOfLine)));
  const nowSeconds = toSeconds(now());

  return {
    invoices: parts.map(({ invoice, lines, intentIds, intents }) => {
      const own = charges.filter((charge) => intentIds.includes(idOf(charge.payment_intent) ?? ""));
      const failure = failureOf(invoice, own, intents, nowSeconds);
      return readInvoice(invoice, { lines, keyOf, purchaseOrderField: PURCHASE_ORDER, failure });
    }),
    invoiceOfIntent: new Map(
      parts.flatMap(({ invoice, intentIds }) => intentIds.map((id): [string, string] => [id, invoice.id])),
    ),
  };
}

async function partsOf(invoice: Stripe.Invoice) {
  const [lines, payments, intents] = await Promise.all([
    allOf(invoice.lines, () => stripeClient().invoices.listLineItems(invoice.id, { limit: PAGE })),
    allOf(invoice.payments, () => stripeClient().invoicePayments.list({ invoice: invoice.id, limit: PAGE })),
    intentsOf(invoice),
  ]);
  const intentIds = payments.flatMap(({ payment }) => idOf(payment.payment_intent) ?? []);
  return { invoice, lines, intentIds, intents };
}

/** Reads the attempts, only for an invoice that is owed and was tried. */
async function intentsOf({ id, status, attempt_count, attempted }: Stripe.Invoice): Promise<Stripe.PaymentIntent[]> {
  if (!isPayable(status) || !(attempted || attempt_count > 0)) return [];
  const payments = await collect(
    stripeClient().invoicePayments.list({ invoice: id, limit: PAGE, expand: ["data.payment.payment_intent"] }),
  );
  return payments.flatMap(({ payment }) =>
    typeof payment.payment_intent === "object" ? [payment.payment_intent] : [],
  );
}
