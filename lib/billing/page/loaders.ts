import "server-only";
import { cache } from "react";
import type { Role } from "@/generated/prisma/enums";
import { listOwners } from "@/lib/access/queries";
import type { AccountContext } from "@/lib/access/types";
import { type InvoiceList, type InvoiceListState, loadInvoices } from "@/lib/billing/invoices/loaders";
import { costByFeature } from "@/lib/billing/invoices/queries";
import type { FeatureCost } from "@/lib/billing/invoices/types";
import { listBillingNotices } from "@/lib/billing/notices/queries";
import type { NoticeView } from "@/lib/billing/notices/types";
import { type PlanOffer, planOffers } from "@/lib/billing/page/plan-offers";
import { billingStatus } from "@/lib/billing/page/queries";
import type { BillingStatus } from "@/lib/billing/page/types";
import { previewUpcoming } from "@/lib/billing/stripe/previews";
import type { UpcomingView } from "@/lib/billing/subscriptions/types";
import { loadUsage, snapshotOf } from "@/lib/entitlements/loaders";
import { type LimitUsage, listTerms, type TermRow } from "@/lib/entitlements/queries";
import type { Snapshot } from "@/lib/entitlements/types";
import { isAway } from "@/lib/outage";
import { getSeatPage } from "@/lib/people/seats/queries";
import type { SeatPage } from "@/lib/people/seats/types";

const NOTICES_SHOWN = 10;
const SEATS_A_PAGE = 120;

/** The reader of billing pages, and whom to ask for what they may not do. */
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

/** The state in the Billing page's address. */
export type BillingPageState = InvoiceListState & { seatPage: number };

const statusOf = cache(async (ctx: AccountContext): Promise<BillingStatus> => billingStatus(ctx));

export async function loadBillingStatus(ctx: AccountContext): Promise<BillingStatus> {
  return statusOf(ctx);
}

export async function loadReader(ctx: AccountContext): Promise<Reader> {
  const manages = ctx.permissions.has("billing:write");
  return { manages, role: ctx.role, owners: manages ? [] : (await listOwners(ctx)).map(({ name }) => name) };
}

/** Loads the Billing page except what needs the provider. Errors: FORBIDDEN. */
export async function loadBillingPage(ctx: AccountContext, state: BillingPageState): Promise<BillingPageView> {
  const [status, snapshot, usage, terms, invoices, costs, notices, reader] = await Promise.all([
    statusOf(ctx),
    snapshotOf(ctx.account.id),
    loadUsage(ctx),
    listTerms(ctx),
    loadInvoices(ctx, state),
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

/** The next charge: `none` when nothing renews; `unreachable` is shown, never guessed. */
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
    if (isAway(error)) return { state: "unreachable" };
    throw error;
  }
}
