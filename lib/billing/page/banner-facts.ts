import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { OWED } from "@/lib/billing/invoices/rules";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { db } from "@/lib/db";
import { SERVING_STATUSES } from "@/lib/entitlements/subscription-status";
import type { Snapshot } from "@/lib/entitlements/types";
import { formatMoney } from "@/lib/money";

/** The offers of the banner on every page, and for whom. */
export type BannerFacts = {
  /** Null for a reader who does not manage billing, and when nothing can be bought. */
  manages: { live: boolean; owed: { label: string; href: string } | null } | null;
  /** The first charge of a purchase made during a trial. */
  paidFrom: string | null;
};

const NOTHING: BannerFacts = { manages: null, paidFrom: null };

/** Reads nothing for an account in order, and never asks the provider, because every page shows the banner. */
export async function bannerFacts(ctx: AccountContext, snapshot: Snapshot): Promise<BannerFacts> {
  authorize(ctx, "account:read");
  const { commercialState: state, overSeats } = snapshot;
  if (!billingEnabled() || ((state === "free" || state === "active") && !overSeats)) return NOTHING;

  const accountId = ctx.account.id;
  const [subscription, owed] = await Promise.all([
    db().subscription.findFirst({
      where: { accountId, endedAt: null, status: { in: [...SERVING_STATUSES] } },
      select: { status: true, trialEnd: true },
      orderBy: { startedAt: "desc" },
    }),
    db().invoice.findFirst({
      where: { accountId, ...OWED, hostedUrl: { not: "" } },
      select: { amountRemaining: true, currency: true, hostedUrl: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
  ]);
  const paidFrom = subscription?.status === "trialing" ? (subscription.trialEnd?.toISOString() ?? null) : null;
  if (!ctx.permissions.has("billing:write")) return { manages: null, paidFrom };

  return {
    manages: {
      live: subscription !== null,
      owed: owed && { label: `Pay ${formatMoney(owed.amountRemaining, owed.currency)}`, href: owed.hostedUrl },
    },
    paidFrom,
  };
}
