import "server-only";
import { isDeepStrictEqual } from "node:util";
import { stripeContext } from "@/lib/access/context";
import { lockAccount } from "@/lib/access/lock-account";
import { ACCOUNT_REF } from "@/lib/access/queries";
import type { AccountRef, RequestInfo } from "@/lib/access/types";
import { noticeTransitions } from "@/lib/billing/notices/notice-transitions";
import type { CustomerState } from "@/lib/billing/stripe/types";
import { applyCheckout } from "@/lib/billing/sync/apply-checkout";
import type { CustomerCopy } from "@/lib/billing/sync/customer-copy";
import { withCustomerLock } from "@/lib/billing/sync/customer-lock";
import { endReplacedTrial } from "@/lib/billing/sync/end-replaced-trial";
import { contractsOf, loadCopy } from "@/lib/billing/sync/queries";
import { recordChanges } from "@/lib/billing/sync/record-changes";
import { reduceCustomer } from "@/lib/billing/sync/reduce-customer";
import { storeCopy } from "@/lib/billing/sync/store-copy";
import { STRIPE, type StripeSource } from "@/lib/billing/sync/stripe-source";
import type { BillingTransition } from "@/lib/billing/sync/transitions";
import { now } from "@/lib/clock";
import { db, type Tx, transaction } from "@/lib/db";
import { applyEntitlements } from "@/lib/entitlements/apply-entitlements";
import { newId } from "@/lib/ids";
import { log } from "@/lib/logger";

/** The reason of a fetch: written to the log and, with the event, to the audit trail. */
export type SyncWhy = { because: "event" | "checkout" | "change" | "sweep"; eventId?: string; request?: RequestInfo };

export type SyncResult =
  /** No account here has this customer. */
  | { found: false }
  | { found: true; accountId: string; changed: boolean; revision: number; changes: readonly BillingTransition[] };

/** The steps of a sync, in order; it may be interrupted before each. */
export const SYNC_STEPS = [
  "fetch",
  "begin",
  "lock",
  "store",
  "entitle",
  "checkout",
  "notice",
  "record",
  "commit",
] as const;
export type SyncStep = (typeof SYNC_STEPS)[number];

/** `before` is called before each step, with its transaction if one is open: tests interrupt a sync there. */
export type SyncTools = { source?: StripeSource; before?: (step: SyncStep, tx: Tx | null) => Promise<void> };

type Checkout = { id: string; status: string; customerId: string | null };

/**
 * Fetches everything Stripe has about one customer and replaces our copy: the only writer of Stripe's state in these rows. The customer's
 * lock keeps an older answer from overwriting a newer one; no transaction is open while Stripe answers. Safe to repeat
 * and to interrupt. Errors: UPSTREAM while Stripe is away, with nothing changed.
 */
export async function syncCustomer(
  of: { customerId: string } | { accountId: string },
  why: SyncWhy,
  { source = STRIPE, before = async () => undefined }: SyncTools = {},
): Promise<SyncResult> {
  // Only the stored row says whose customer it is; Stripe's metadata is a hint.
  const customer = await db().billingCustomer.findUnique({
    where: "customerId" in of ? { stripeCustomerId: of.customerId } : { accountId: of.accountId },
    select: {
      stripeCustomerId: true,
      account: { select: ACCOUNT_REF },
    },
  });
  if (!customer) return { found: false };
  const { account, stripeCustomerId: customerId } = customer;
  return withCustomerLock(customerId, async (lock) => {
    await before("fetch", null);
    const checkouts = await openCheckouts(account.id, customerId, source);
    const state = await source.fetchCustomerState(customerId);
    warn(state, account, customerId);
    await before("begin", null);

    return transaction(async (tx) => {
      await before("lock", tx);
      await lockAccount(tx, account.id);
      // Any later holder of the lock fetches later and writes after this transaction.
      await lock.prove();
      const copy = await loadCopy(tx, account.id);
      const at = now();
      const context = { now: at, accountKind: account.kind, terms: await contractsOf(tx, account.id) };
      const { next, changes } = reduceCustomer(copy, state, context);
      await before("store", tx);
      const { changed, revision } = await storeCopy(tx, account.id, { before: copy, next, at });
      await before("entitle", tx);
      const trialEnded = await endReplacedTrial(tx, account.id, next.subscriptions);
      const moved = trialEnded || !isDeepStrictEqual(factsOf(copy), factsOf(next));
      if (moved) await applyEntitlements(tx, account.id);

      await before("checkout", tx);
      for (const { id, status } of checkouts) await applyCheckout(tx, account.id, { id, status, at });
      await before("notice", tx);
      if (changes.length > 0) await noticeTransitions(tx, account);
      await before("record", tx);
      await recordChanges(tx, stripeContext(account, why.eventId ?? null, requestOf(why)), customerId, changes);
      await before("commit", tx);
      const told = changes.find((change) => change.kind === "parked");
      if (told?.after)
        log().error({ customerId, accountId: account.id, problem: told.after }, "Stripe says what is not understood");

      return { found: true, accountId: account.id, changed, revision, changes };
    });
  });
}

/** The account's checkouts that are open here, in Stripe's present state. */
async function openCheckouts(accountId: string, ofCustomer: string, source: StripeSource): Promise<Checkout[]> {
  const rows = await db().checkoutSession.findMany({ where: { accountId, state: "open" }, select: { id: true } });
  const read = await Promise.all(rows.map(async ({ id }) => ({ id, ...(await source.readCheckout(id)) })));
  return read.filter(({ customerId }) => customerId === ofCustomer);
}

/** The part of the copy that the resolver reads: entitlements are applied again only when it changes. */
function factsOf({ subscriptions }: CustomerCopy) {
  return subscriptions.map((row) => {
    const { id, status, lastKnownStatus, plan, planVersion, seats, addOns, termId } = row;
    const { startedAt, cancelAt, endedAt, firstFailedAt, periodEnd } = row;
    const bought = { id, status, lastKnownStatus, plan, planVersion, seats, addOns, termId };
    return { ...bought, startedAt, cancelAt, endedAt, firstFailedAt, periodEnd };
  });
}

function warn(state: CustomerState, account: AccountRef, customerId: string): void {
  if (state.deleted || state.accountHint === null || state.accountHint === account.id) return;
  log().warn(
    { customerId, accountId: account.id },
    "the metadata of a customer names another account, which counts for nothing",
  );
}

function requestOf({ because, request }: SyncWhy): RequestInfo {
  return request ?? { requestId: newId(), address: "", userAgent: `stripe-sync/${because}`, source: "worker" };
}
