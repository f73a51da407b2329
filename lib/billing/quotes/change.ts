import type { AccountContext } from "@/lib/access/types";
import type { AuditChange, AuditEntry } from "@/lib/audit/types";
import type { Following } from "@/lib/billing/quotes/downgrade-impact";
import type { Effect } from "@/lib/billing/quotes/effect";
import type { PriceInForce } from "@/lib/billing/quotes/types";
import type { PreviewState } from "@/lib/billing/stripe/types";
import type { BillingStanding, RunningSubscription } from "@/lib/billing/subscriptions/standing";
import type { Interval } from "@/lib/entitlements/types";

/** What a change comes to for an account as it stands, before its price. */
export type Draft<Step> = {
  /** What Stripe is asked, as data. */
  step: Step;
  /** What later periods cost: of which price, how many of it, and from when. Null when nothing is renewed. */
  renewal: { interval: Interval; quantity: number; from: Date | null } | null;
  /** Null is now. */
  effectiveAt: Date | null;
  /** What the customer is told: one sentence each. */
  sentences: string[];
  /** What the account has afterwards, where that is less. */
  following: Following | null;
};

/** Each step says which price of the catalogue it buys; null keeps the one in force. */
type AnyStep = { lookupKey: string | null };

/** The confirmed price of a step, and the second from which it is prorated. */
export type Priced = { price: PriceInForce | null; prorationAt: Date };

/** What was agreed to: by whom, for how much, and under which key Stripe is asked. */
export type Agreed = Priced & { ctx: AccountContext; quoteId: string; dueNow: number; idempotencyKey: string };

type ChangeEvent = Pick<AuditEntry, "action"> & { changes: AuditChange[] };

/** A kind of change that customers ask for: what it says, costs and does. One file each, and a line in `kinds.ts`. */
type Definition<Input, Step extends AnyStep> = {
  /** Pure. Errors: VALIDATION, CONFLICT with what to do instead. */
  draft: (standing: BillingStanding, input: Input, at: Date) => Draft<Step>;
  /** What Stripe would charge for it now; null where nothing is charged now. Errors: UPSTREAM. */
  preview: (step: Step, priced: Priced) => Promise<PreviewState | null>;
  /** Asks Stripe for it; once for a key, however often. Errors: UPSTREAM, CONFLICT for a payment that is declined. */
  carryOut: (step: Step, agreed: Agreed) => Promise<Effect>;
  /** Whether a subscription stands where the change leads, so that it was done already. */
  isReached: (running: RunningSubscription, input: Input) => boolean;
  /** Its event in the account's log; `before` is the subscription that it changed, null when none ran. */
  event: (input: Input, before: RunningSubscription | null) => ChangeEvent;
};

/** A draft that can be priced and carried out. */
export type Offer = Draft<AnyStep> & {
  preview: (priced: Priced) => Promise<PreviewState | null>;
  carryOut: (agreed: Agreed) => Promise<Effect>;
};

/** A kind of change as the verbs see it: its step is its own business. */
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
