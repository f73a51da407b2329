import type { AccountContext } from "@/lib/access/types";
import type { AuditChange, AuditEntry } from "@/lib/audit/types";
import type { Following } from "@/lib/billing/quotes/downgrade-impact";
import type { Effect } from "@/lib/billing/quotes/effect";
import type { PriceInForce } from "@/lib/billing/quotes/types";
import type { PreviewState } from "@/lib/billing/stripe/types";
import type { BillingStanding, RunningSubscription } from "@/lib/billing/subscriptions/standing";
import type { Interval } from "@/lib/entitlements/types";

/** A change of an account as it stands, without its price. */
export type Draft<Step> = {
  /** The request to Stripe, as data. */
  step: Step;
  /** The price of later periods, its quantity, and from when. Null when nothing renews. */
  renewal: { interval: Interval; quantity: number; from: Date | null } | null;
  /** Null means now. */
  effectiveAt: Date | null;
  /** The text for the customer, one sentence each. */
  sentences: string[];
  /** The smaller plan or number of seats afterwards, if any. */
  following: Following | null;
};

/** Each step names the catalogue price it buys; null keeps the present one. */
type AnyStep = { lookupKey: string | null };

/** A step's confirmed price, and the second from which it is prorated. */
export type Priced = { price: PriceInForce | null; prorationAt: Date };

/** An accepted quote: by whom, for how much, and the key of the request to Stripe. */
export type Agreed = Priced & { ctx: AccountContext; quoteId: string; dueNow: number; idempotencyKey: string };

type ChangeEvent = Pick<AuditEntry, "action"> & { changes: AuditChange[] };

/**
 * A kind of change that customers ask for: its words, its price, its effect. One file each, and a line in `kinds.ts`.
 */
type Definition<Input, Step extends AnyStep> = {
  /** Pure. Errors: VALIDATION, CONFLICT with what to do instead. */
  draft: (standing: BillingStanding, input: Input, at: Date) => Draft<Step>;
  /** Stripe's charge for it now; null when nothing is charged now. Errors: UPSTREAM. */
  preview: (step: Step, priced: Priced) => Promise<PreviewState | null>;
  /** Asks Stripe for the change, once per key. Errors: UPSTREAM, CONFLICT for a declined payment. */
  carryOut: (step: Step, agreed: Agreed) => Promise<Effect>;
  /** Whether a subscription already is what the change leads to. */
  isReached: (running: RunningSubscription, input: Input) => boolean;
  /** Its event in the audit log; `before` is the subscription it changed, null when none ran. */
  event: (input: Input, before: RunningSubscription | null) => ChangeEvent;
};

/** A draft that can be priced and carried out. */
export type Offer = Draft<AnyStep> & {
  preview: (priced: Priced) => Promise<PreviewState | null>;
  carryOut: (agreed: Agreed) => Promise<Effect>;
};

/** A kind of change as the verbs see it; its step is private. */
export type Change<Input> = Pick<Definition<Input, never>, "isReached" | "event"> & {
  /** Pure. Errors: VALIDATION, CONFLICT with what to do instead. */
  offer: (standing: BillingStanding, input: Input, at: Date) => Offer;
};

export function defineChange<Input, Step extends AnyStep>(definition: Definition<Input, Step>): Change<Input> {
  const { draft, preview, carryOut, isReached, event } = definition;

  const offer = (standing: BillingStanding, input: Input, at: Date): Offer => {
    const drafted = draft(standing, input, at);
    return {
      ...drafted,
      preview: (priced) => preview(drafted.step, priced),
      carryOut: (agreed) => carryOut(drafted.step, agreed),
    };
  };

  return { offer, isReached, event };
}
