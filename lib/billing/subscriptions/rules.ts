/** How long before its end to warn of a card: long enough to cover a monthly renewal. */
export const CARD_NOTICE_DAYS = 30;
