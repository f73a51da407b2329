import { type AppError, conflict } from "@/lib/errors";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";

/** The refusal of every purchase of an account whose customer was deleted at Stripe. */
export function customerDeleted(): AppError {
  return conflict(`The payment provider has deleted this customer. Ask ${REGISTRY_ADMINISTRATOR} to link it again.`);
}

/** How long before its end to warn of a card: long enough to cover a monthly renewal. */
export const CARD_NOTICE_DAYS = 30;
