import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { toInvoiceLine, toInvoiceView } from "@/lib/billing/invoices/invoice-view";
import type { FeatureCost, InvoiceLineView, InvoiceStatus, InvoiceView } from "@/lib/billing/invoices/types";
import { db } from "@/lib/db";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { ADD_ONS } from "@/lib/entitlements/plans";
import { PLAN_KEYS } from "@/lib/entitlements/types";
import { AppError } from "@/lib/errors";
import { type CountedPage, type KeysetRange, STRIPE_ID } from "@/lib/keyset";
import { prismaKeyset } from "@/lib/keyset-prisma";

export type InvoicePage = CountedPage<InvoiceView>;

const SUMMARY = {
  lines: { select: { description: true }, orderBy: [{ position: "asc" }, { id: "asc" }], take: 1 },
  refunds: { select: { amount: true, status: true } },
  _count: { select: { lines: true } },
} satisfies Prisma.InvoiceInclude;

/**
 * Lists the account's invoices, newest first, of all statuses or one. Errors: FORBIDDEN, VALIDATION for a foreign
 * cursor.
 */
export async function listInvoices(
  ctx: AccountContext,
  input: KeysetRange & { status: InvoiceStatus | null },
): Promise<InvoicePage> {
  authorize(ctx, "billing:read");
  const mine = { accountId: ctx.account.id };
  const wanted = input.status === null ? mine : { ...mine, status: input.status };
  const list = prismaKeyset(input, { by: "createdAt", idForm: STRIPE_ID });

  const [found, matching, all] = await Promise.all([
    db().invoice.findMany({ where: { AND: [wanted, list.within] }, include: SUMMARY, ...list.walk }),
    db().invoice.count({ where: wanted }),
    db().invoice.count({ where: mine }),
  ]);

  const page = list.toPage(found);
  return { rows: page.rows.map(toInvoiceView), cursors: page.cursors, count: { matching, all } };
}

/** Reads an invoice of the account. Errors: FORBIDDEN, NOT_FOUND for one of another account. */
export async function getInvoice(ctx: AccountContext, id: string): Promise<InvoiceView> {
  authorize(ctx, "billing:read");
  const row = await db().invoice.findFirst({ where: { id, accountId: ctx.account.id }, include: SUMMARY });
  if (!row) throw new AppError("NOT_FOUND", { noun: "invoice" });
  return toInvoiceView(row);
}

export type InvoiceDocument = { number: string; pdfUrl: string };

const DOCUMENT = { number: true, pdfUrl: true } as const;

/** Reads the name of an invoice's files and the address of its document at the provider. Errors as `getInvoice`. */
export async function invoiceDocument(ctx: AccountContext, id: string): Promise<InvoiceDocument> {
  authorize(ctx, "billing:read");
  return linkedDocument({ invoiceId: id, accountId: ctx.account.id });
}

/** The same for a link that we signed: the link is the permission. Errors: NOT_FOUND. */
export async function linkedDocument(link: { invoiceId: string; accountId: string }): Promise<InvoiceDocument> {
  const { invoiceId: id, accountId } = link;
  const row = await db().invoice.findFirst({ where: { id, accountId }, select: DOCUMENT });
  if (!row) throw new AppError("NOT_FOUND", { noun: "invoice" });
  return row;
}

/** The most lines on a page; the CSV has all. */
const LINES_SHOWN = 200;

/** Lists the lines of an invoice in order. Errors: FORBIDDEN, NOT_FOUND for one of another account. */
export async function invoiceLines(
  ctx: AccountContext,
  id: string,
): Promise<{ invoice: InvoiceView; lines: InvoiceLineView[]; total: number }> {
  const invoice = await getInvoice(ctx, id);
  const [rows, total] = await Promise.all([
    db().invoiceLine.findMany({
      where: { invoiceId: id },
      orderBy: [{ position: "asc" }, { id: "asc" }],
      take: LINES_SHOWN,
    }),
    db().invoiceLine.count({ where: { invoiceId: id } }),
  ]);
  return { invoice, lines: rows.map(toInvoiceLine), total };
}

export type BilledLine = InvoiceLineView & Pick<InvoiceView, "number" | "status" | "currency" | "createdAt">;

const BATCH = 500;

/**
 * Reads the lines of one invoice, or of all from the oldest on, in batches and constant memory. Errors with the first
 * batch: FORBIDDEN, NOT_FOUND.
 */
export async function* readLines(ctx: AccountContext, id: string | null): AsyncGenerator<BilledLine[]> {
  authorize(ctx, "billing:read");
  if (id !== null) await getInvoice(ctx, id);

  const invoice = { accountId: ctx.account.id, ...(id === null ? {} : { id }) };
  let last: string | null = null;
  do {
    const rows: Prisma.InvoiceLineGetPayload<{ include: { invoice: true } }>[] = await db().invoiceLine.findMany({
      where: { invoice },
      include: { invoice: true },
      orderBy: [{ invoice: { createdAt: "asc" } }, { invoiceId: "asc" }, { position: "asc" }, { id: "asc" }],
      take: BATCH,
      ...(last === null ? {} : { cursor: { id: last }, skip: 1 }),
    });
    yield rows.map((row) => {
      const { number, status, currency, createdAt } = row.invoice;
      return { ...toInvoiceLine(row), number, status, currency, createdAt: createdAt.toISOString() };
    });
    last = rows.length === BATCH ? (rows.at(-1)?.id ?? null) : null;
  } while (last !== null);
}

function featureLabel(feature: string): string {
  const [kind, name] = feature.split(":");
  const plan = PLAN_KEYS.find((key) => key === name);
  if (kind === "plan" && plan) return `${planDefinition(plan).name} plan`;
  const addOn = Object.values(ADD_ONS).find(({ key }) => key === name);
  if (kind === "add_on" && addOn) return addOn.label;
  return kind === "usage" && name ? `Usage: ${name.replaceAll("_", " ")}` : "Contracts and other";
}

/** Sums the invoiced amounts by feature without tax, largest first; leaves out voided invoices and drafts. */
export async function costByFeature(ctx: AccountContext): Promise<FeatureCost[]> {
  authorize(ctx, "billing:read");
  const rows = await db().$queryRaw<{ feature: string; currency: string; amount: bigint }[]>`
    SELECT l."feature", i."currency", sum(l."amount") AS "amount"
      FROM "InvoiceLine" l JOIN "Invoice" i ON i."id" = l."invoiceId"
     WHERE i."accountId" = ${ctx.account.id}::uuid AND i."status" IN ('open', 'paid', 'uncollectible')
     GROUP BY l."feature", i."currency" ORDER BY "amount" DESC, l."feature", i."currency"`;
  return rows.map(({ feature, currency, amount }) => ({
    feature,
    label: featureLabel(feature),
    amount: Number(amount),
    currency,
  }));
}
