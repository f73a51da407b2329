import { z } from "zod";
import type { InvoiceView } from "@/lib/billing/invoices/types";
import type { SubscriptionView } from "@/lib/billing/subscriptions/types";
import {
  ACCOUNT_KINDS,
  COMMERCIAL_STATES,
  ENTITLEMENT_KEYS,
  INTERVALS,
  LIMIT_KEYS,
  PLAN_KEYS,
} from "@/lib/entitlements/types";

/** The answers of `/api/v1` about plans and billing. Money is integer minor units, instants are ISO 8601 in UTC. */
const instant = z.iso.datetime();
const amount = z.number().int();
const count = z.number().int().nonnegative();
const limit = z.union([count, z.literal("unlimited")]);
const interval = z.enum(INTERVALS);
const value = z.union([z.boolean(), z.number(), z.string()]);
const source = z.object({ layer: z.string(), id: z.string(), label: z.string() });

const provider = z.discriminatedUnion("state", [
  z.object({ state: z.literal("disabled") }),
  z.object({ state: z.literal("unreachable") }),
  z.object({ state: z.literal("ready"), demo: z.boolean() }),
]);

/** `confirmed`: the payment provider confirms it. An unconfirmed price is the list price and not for sale. */
const price = z.object({ interval, perSeat: z.boolean(), amount, currency: z.string(), confirmed: z.boolean() });

export const plansInput = z.strictObject({});

export const plansOutput = z.object({
  catalogueVersion: count,
  provider,
  plans: z.array(
    z.object({
      key: z.enum(PLAN_KEYS),
      name: z.string(),
      description: z.string(),
      accountKind: z.enum(ACCOUNT_KINDS).exclude(["system"]),
      /** Sold by a contract with the operator of the registry, without a list price. */
      byContract: z.boolean(),
      /** `sold`: seats are bought, and the entitlement `seats` is the minimum. */
      seats: z.enum(["included", "sold"]),
      prices: z.array(price),
      entitlements: z.record(z.enum(ENTITLEMENT_KEYS), value),
    }),
  ),
  addOns: z.array(z.object({ key: z.string(), label: z.string(), plans: z.array(z.enum(PLAN_KEYS)), price })),
});
export type PlansOutput = z.output<typeof plansOutput>;

export const billingStatusInput = z.strictObject({
  account: z.string().optional(),
  /** The number of newest invoices to include. */
  invoices: z.coerce.number().int().min(0).max(100).default(20),
});
export type BillingStatusInput = z.output<typeof billingStatusInput>;

const subscription = z.object({
  id: z.string(),
  plan: z.enum(PLAN_KEYS),
  status: z.string(),
  interval: interval.nullable(),
  seats: count.nullable(),
  unitAmount: amount.nullable(),
  recurringAmount: amount.nullable(),
  currency: z.string(),
  periodStart: instant.nullable(),
  periodEnd: instant.nullable(),
  trialEnd: instant.nullable(),
  cancelAt: instant.nullable(),
  endedAt: instant.nullable(),
  scheduled: z.object({ at: instant, seats: count.nullable(), interval: interval.nullable() }).nullable(),
  pendingUpdate: z.object({ expiresAt: instant, seats: count.nullable() }).nullable(),
  collection: z.string(),
}) satisfies z.ZodType<SubscriptionView>;

const invoice = z.object({
  id: z.string(),
  number: z.string(),
  /** The purpose, in a few words. */
  about: z.string(),
  /** draft, open, paid, void or uncollectible. */
  status: z.string(),
  currency: z.string(),
  subtotal: amount,
  tax: amount,
  total: amount,
  amountPaid: amount,
  amountRemaining: amount,
  refunded: amount,
  createdAt: instant,
  dueAt: instant.nullable(),
  paidAt: instant.nullable(),
  periodStart: instant,
  periodEnd: instant,
  failedAt: instant.nullable(),
  nextAttemptAt: instant.nullable(),
  hasPdf: z.boolean(),
}) satisfies z.ZodType<InvoiceView>;

export const billingStatusOutput = z.object({
  account: z.object({ handle: z.string(), kind: z.enum(ACCOUNT_KINDS) }),
  provider,
  plan: z.enum(PLAN_KEYS),
  planName: z.string(),
  state: z.enum(COMMERCIAL_STATES),
  until: instant.nullable(),
  retainedUntil: instant.nullable(),
  subscription: subscription.nullable(),
  seats: z.object({ purchased: limit, used: count, reserved: count }).nullable(),
  overSeats: z.boolean(),
  entitlements: z.array(
    z.object({ key: z.enum(ENTITLEMENT_KEYS), kind: z.string(), value, source, validUntil: instant.nullable() }),
  ),
  limits: z.array(
    z.object({
      key: z.enum(LIMIT_KEYS),
      label: z.string(),
      kind: z.string(),
      unit: z.enum(["count", "bytes"]),
      per: z.string(),
      /** Null when nothing counts it. */
      used: count.nullable(),
      reserved: count,
      limit,
      ceiling: limit.nullable(),
      resetsAt: instant.nullable(),
      source,
    }),
  ),
  problems: z.array(
    z.object({
      kind: z.string(),
      message: z.string(),
      invoiceId: z.string().nullable(),
      amount: amount.nullable(),
      currency: z.string().nullable(),
      nextAttemptAt: instant.nullable(),
    }),
  ),
  /** Newest first; `total` counts all. */
  invoices: z.object({ total: count, rows: z.array(invoice) }),
});
export type BillingStatusOutput = z.output<typeof billingStatusOutput>;
