/**
 * How Stripe prorates, said explicitly wherever a subscription begins, so that an account's default cannot change it:
 * a credit is what was really billed for the unused time, not what the present price would be.
 */
export const BILLING_MODE = { type: "flexible", flexible: { proration_discounts: "included" } } as const;
