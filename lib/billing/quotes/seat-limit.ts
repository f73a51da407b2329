/** The limit of Stripe's page and of our counters; larger numbers need a contract. */
export const MAX_SEATS = 9_999;
