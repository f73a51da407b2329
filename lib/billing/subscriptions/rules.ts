/** How long before its end a card is worth a warning: a monthly renewal still falls into it. */
export const CARD_NOTICE_DAYS = 30;
