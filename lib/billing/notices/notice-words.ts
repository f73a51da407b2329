import {
  actionRequired,
  dispute,
  invoiceIssued,
  paymentFailed,
  receipt,
  refund,
  stateReached,
} from "@/lib/billing/notices/payment-words";
import type { Addressee, NoticeWords } from "@/lib/billing/notices/phrases";
import {
  cancelled,
  cardExpiring,
  ended,
  overSeats,
  priceRise,
  purchase,
  renewal,
  retentionEnding,
  trialEnding,
} from "@/lib/billing/notices/plan-words";
import type { Notice } from "@/lib/billing/notices/schema";

/** The words of a notice. Money has its currency, instants are in UTC. */
export function noticeWords(notice: Notice, account: Addressee): NoticeWords {
  const { name } = account;
  switch (notice.kind) {
    case "payment_failed":
      return paymentFailed(notice, name);
    case "growth_frozen":
    case "read_only":
      return stateReached(notice, name);
    case "action_required":
      return actionRequired(notice, name);
    case "invoice_issued":
      return invoiceIssued(notice, name);
    case "ended":
      return ended(notice, account);
    case "retention_ending":
      return retentionEnding(notice, name);
    case "trial_ending":
      return trialEnding(notice, name);
    case "card_expiring":
      return cardExpiring(notice, name);
    case "renewal":
      return renewal(notice, name);
    case "price_rise":
      return priceRise(notice, name);
    case "purchase":
      return purchase(notice, name);
    case "receipt":
      return receipt(notice, name);
    case "refund":
      return refund(notice, name);
    case "dispute":
      return dispute(notice, name);
    case "cancel_scheduled":
      return cancelled(notice, account);
    case "over_seats":
      return overSeats(notice, name);
  }
}
