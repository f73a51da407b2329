/**
 * How Stripe prorates, set explicitly for every subscription, so that a default of the Stripe account cannot change it:
 * a credit is the amount really billed for the unused time, not the present price.
 */
export const BILLING_MODE = { type: "flexible", flexible: { proration_discounts: "included" } } as const;
