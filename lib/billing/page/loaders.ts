import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { Role } from "@/generated/prisma/enums";
import { listOwners } from "@/lib/access/queries";
import type { AccountContext } from "@/lib/access/types";
import { costByFeature, type InvoicePage, invoiceLines, listInvoices } from "@/lib/billing/invoices/invoices";
import { type PlanOffer, planOffers } from "@/lib/billing/page/plan-offers";
import { billingStatus, findCheckout, listBillingNotices } from "@/lib/billing/page/queries";
import { choiceImpact } from "@/lib/billing/quotes/downgrade-impact";
import { previewUpcoming } from "@/lib/billing/stripe/previews";
import {
  type BillingStatus,
  type DowngradeImpact,
  type FeatureCost,
  INVOICE_STATUSES,
  type InvoiceLineView,
  type InvoiceView,
  type NoticeView,
  type UpcomingView,
} from "@/lib/billing/subscriptions/types";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { loadUsage, snapshotOf } from "@/lib/entitlements/loaders";
import { type LimitUsage, listTerms, type TermRow } from "@/lib/entitlements/queries";
import { isRunning } from "@/lib/entitlements/subscription-status";
import type { Snapshot } from "@/lib/entitlements/types";
import { AppError } from "@/lib/errors";
import { type KeysetRange, STRIPE_ID } from "@/lib/keyset";
import { getSeatPage } from "@/lib/people/seats/queries";
import type { SeatPage } from "@/lib/people/seats/types";

const INVOICES_A_PAGE = 25;
const NOTICES_SHOWN = 10;
const SEATS_A_PAGE = 120;

export type InvoiceList = { page: InvoicePage } | { problem: "no-such-page" };

/** Who looks at billing, and whom to ask for what they may not do. */
export type Reader = { manages: boolean; role: Role | null; owners: string[] };

export type BillingPageView = {
  status: BillingStatus;
  snapshot: Snapshot;
  usage: LimitUsage[];
  terms: TermRow[];
  invoices: InvoiceList;
  costs: FeatureCost[];
  notices: NoticeView[];
  seats: SeatPage | null;
  offers: PlanOffer[];
  reader: Reader;
};

/** What the address of the Billing page asks for. */
export type BillingPageState = {
  after: string | null;
  before: string | null;
  filters: Readonly<Record<string, string>>;
  seatPage: number;
};

const statusOf = cache(async (ctx: AccountContext): Promise<BillingStatus> => billingStatus(ctx));

export async function loadBillingStatus(ctx: AccountContext): Promise<BillingStatus> {
  return statusOf(ctx);
}

export async function loadReader(ctx: AccountContext): Promise<Reader> {
  const manages = ctx.permissions.has("billing:write");
  return { manages, role: ctx.role, owners: manages ? [] : (await listOwners(ctx)).map(({ name }) => name) };
}

async function invoicesOf(ctx: AccountContext, state: BillingPageState): Promise<InvoiceList> {
  const { after, before, filters } = state;
  const range: KeysetRange = { after, before, limit: INVOICES_A_PAGE };
  const status = INVOICE_STATUSES.find((known) => known === filters.status) ?? null;
  try {
    return { page: await listInvoices(ctx, { ...range, status }) };
  } catch (error) {
    if (error instanceof AppError && error.code === "VALIDATION") return { problem: "no-such-page" };
    throw error;
  }
}

/** Everything of the Billing page but what the provider has to be asked for. Errors: FORBIDDEN. */
export async function loadBillingPage(ctx: AccountContext, state: BillingPageState): Promise<BillingPageView> {
  const [status, snapshot, usage, terms, invoices, costs, notices, reader] = await Promise.all([
    statusOf(ctx),
    snapshotOf(ctx.account.id),
    loadUsage(ctx),
    listTerms(ctx),
    invoicesOf(ctx, state),
    costByFeature(ctx),
    listBillingNotices(ctx, NOTICES_SHOWN),
    loadReader(ctx),
  ]);
  const [seats, offers] = await Promise.all([
    status.seats === null
      ? null
      : getSeatPage(ctx, { door: "billing:read", page: state.seatPage, pageSize: SEATS_A_PAGE }),
    planOffers(ctx.account.kind, status.provider.state),
  ]);
  return { status, snapshot, usage, terms, invoices, costs, notices, seats, offers, reader };
}

export async function loadOffers(ctx: AccountContext): Promise<PlanOffer[]> {
  const { provider } = await statusOf(ctx);
  return planOffers(ctx.account.kind, provider.state);
}

/** What is charged next: `none` where nothing renews; `unreachable` is said and never guessed. */
export type Upcoming = { state: "none" } | { state: "unreachable" } | { state: "ready"; view: UpcomingView };

export async function loadUpcoming(ctx: AccountContext): Promise<Upcoming> {
  const { subscription, provider } = await statusOf(ctx);
  const renews = subscription !== null && subscription.endedAt === null;
  if (provider.state === "disabled" || !renews) return { state: "none" };
  if (provider.state === "unreachable") return { state: "unreachable" };
  try {
    const found = await previewUpcoming(subscription.id);
    if (found === null) return { state: "none" };
    const { nextRenewalAt, currency, subtotal, tax, total, amountDue, lines } = found;
    return {
      state: "ready",
      view: {
        at: nextRenewalAt?.toISOString() ?? null,
        currency,
        subtotal,
        tax,
        total,
        amountDue,
        lines: lines.map(({ description, quantity, amount, proration }) => {
          return { description, quantity, amount, proration };
        }),
      },
    };
  } catch (error) {
    if (error instanceof AppError && error.code === "UPSTREAM") return { state: "unreachable" };
    throw error;
  }
}

/** An invoice with its lines; no such page for one of somebody else. */
export async function loadInvoice(ctx: AccountContext, id: string): Promise<InvoiceWithLines> {
  return invoiceOf(ctx, id);
}

type InvoiceWithLines = { invoice: InvoiceView; lines: InvoiceLineView[]; total: number };

const invoiceOf = cache(async (ctx: AccountContext, id: string): Promise<InvoiceWithLines> => {
  return invoiceLines(ctx, id).catch(toNotFound);
});

function toNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
  throw error;
}

/** What the present plan does not hold, or the one after it, for the page that lets the owner choose; null for nothing. */
export async function loadKept(ctx: AccountContext): Promise<DowngradeImpact | null> {
  return choiceImpact(ctx);
}

/** What a checkout came to: `processing` while the payment or its news is on the way, `open` while nothing was paid. */
export type CheckoutOutcome = {
  state: "bought" | "processing" | "open" | "expired" | "none";
  /** Where an open checkout goes on. */
  url: string | null;
  /** The provider could not be asked: the state is the last one known. */
  unreachable: boolean;
  status: BillingStatus;
};

async function syncNow(ctx: AccountContext): Promise<boolean> {
  try {
    await syncCustomer({ accountId: ctx.account.id }, { because: "checkout", request: ctx.request });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "UPSTREAM") return false;
    throw error;
  }
}

/**
 * Asks the provider anew, then says what is true: the page that a checkout leads back to. Only reads otherwise, so
 * that a reload, a bookmark or somebody else's session id does no harm.
 */
export async function loadCheckoutOutcome(ctx: AccountContext, sessionId: string | null): Promise<CheckoutOutcome> {
  const id = STRIPE_ID.safeParse(sessionId);
  const known = await findCheckout(ctx, id.success ? id.data : null).catch(toNotFound);
  const answered = await syncNow(ctx);
  const [checkout, status] = await Promise.all([findCheckout(ctx, known?.id ?? null), billingStatus(ctx)]);
  const unreachable = !answered;
  const runs = hasRunning(status);
  const said = { unreachable, status };
  if (checkout === null) return { ...said, state: "none", url: null };
  if (checkout.state === "open") return { ...said, state: runs ? "bought" : "open", url: checkout.url };
  if (checkout.state === "expired") return { ...said, state: "expired", url: null };
  return { ...said, state: runs ? "bought" : "processing", url: null };
}

function hasRunning({ subscription }: BillingStatus): boolean {
  return subscription !== null && subscription.endedAt === null && isRunning(subscription.status);
}
