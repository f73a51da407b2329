import type { Dispute, Invoice } from "@/lib/billing/invoices/types";
import type { PaymentProblem } from "@/lib/billing/page/types";
import type { Customer } from "@/lib/billing/subscriptions/customer";
import { CARD_NOTICE_DAYS } from "@/lib/billing/subscriptions/rules";
import { formatMoney } from "@/lib/money";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";
import { capitalized } from "@/lib/text";
import { DAY_MS, formatDay } from "@/lib/time";

export type OwedInvoice = Pick<
  Invoice,
  "id" | "number" | "currency" | "amountRemaining" | "firstFailedAt" | "nextAttemptAt" | "dueAt" | "actionRequired"
> &
  Pick<Invoice, "hostedUrl">;

export type ProblemFacts = {
  unlinked: boolean;
  parked: string;
  card: Customer["card"];
  /** Whether a renewal will be charged to this card. */
  renewsByCard: boolean;
  /** Finalized invoices that are still owed, oldest first. */
  owed: readonly OwedInvoice[];
  /** Open and lost disputes. */
  disputes: readonly Pick<Dispute, "amount" | "currency" | "status">[];
};

type Fix = PaymentProblem["fix"];

const CARD_BY_PORTAL: Fix = { label: "Update card", portal: true };

function ofInvoice(invoice: OwedInvoice, at: Date): PaymentProblem | null {
  const { id, number, currency, amountRemaining: amount, dueAt, hostedUrl } = invoice;
  const sum = formatMoney(amount, currency);
  const name = number ? `Invoice ${number} over ${sum}` : `An invoice over ${sum}`;
  const page = (label: string): Fix => (hostedUrl ? { label, href: hostedUrl } : CARD_BY_PORTAL);
  const nextAttemptAt = invoice.nextAttemptAt?.toISOString() ?? null;
  const common = { invoiceId: id, amount, currency, nextAttemptAt };
  if (invoice.actionRequired) {
    const message = `${name} needs a confirmation. The bank asks the cardholder to approve the payment.`;
    return { ...common, kind: "action_required", message, fix: page("Confirm payment") };
  }
  if (dueAt !== null) {
    if (dueAt > at) return null;
    const message = `${name} was due on ${formatDay(dueAt.toISOString())} (UTC) and is not paid.`;
    return { ...common, kind: "overdue", message, fix: page(`Pay ${sum}`) };
  }
  if (invoice.firstFailedAt === null) return null;

  const way = nextAttemptAt
    ? "Pay it now, or update the card before the next attempt."
    : "Pay it now. We do not try again.";
  const message = `${name} could not be charged. ${way}`;

  return { ...common, kind: "payment_failed", message, fix: page(`Pay ${sum}`) };
}

/** A card is valid until the end of its month. */
function cardProblem({ card, renewsByCard }: ProblemFacts, at: Date): PaymentProblem[] {
  if (card === null || !renewsByCard) return [];
  const end = Date.UTC(card.expYear, card.expMonth, 1);
  if (end - at.getTime() > CARD_NOTICE_DAYS * DAY_MS) return [];
  const month = `${String(card.expMonth).padStart(2, "0")}/${card.expYear}`;
  const which = `The card ending in ${card.last4}`;
  const message =
    end <= at.getTime()
      ? `${which} expired at the end of ${month}. The next renewal will fail. Update the card.`
      : `${which} expires at the end of ${month}. Renewals after that will fail. Update the card.`;
  return [{ ...NOTHING_OWED, kind: "card_expiring", message, fix: CARD_BY_PORTAL }];
}

const NOTHING_OWED = { invoiceId: null, amount: null, currency: null, nextAttemptAt: null } as const;

function disputeProblem({ amount, currency, status }: ProblemFacts["disputes"][number]): PaymentProblem {
  const sum = formatMoney(amount, currency);
  const message =
    status === "lost"
      ? `The bank took back a payment of ${sum} for good. ${capitalized(REGISTRY_ADMINISTRATOR)} decides with you how it is paid.`
      : `The bank disputes a payment of ${sum}. Nothing changes during the review. Staff review it within 3 business days.`;
  return { ...NOTHING_OWED, kind: "dispute", message, amount, currency, fix: null };
}

/** Lists the problems that block payments, most pressing first, each with the one thing that fixes it (B6). */
export function paymentProblems(facts: ProblemFacts, at: Date): PaymentProblem[] {
  const { unlinked, parked, owed, disputes } = facts;
  const gone: PaymentProblem[] = unlinked
    ? [
        {
          ...NOTHING_OWED,
          kind: "unlinked",
          message: `The payment provider deleted this customer, so nothing can be bought or charged. Ask ${REGISTRY_ADMINISTRATOR} to link it again.`,
          fix: null,
        },
      ]
    : [];
  const unclear: PaymentProblem[] = parked
    ? [
        {
          ...NOTHING_OWED,
          kind: "parked",
          message: `We cannot read part of the payment provider's data, so the last known plan stays: ${parked.replace(/\.$/, "")}. ${capitalized(REGISTRY_ADMINISTRATOR)} was told.`,
          fix: null,
        },
      ]
    : [];
  return [
    ...gone,
    ...owed.flatMap((invoice) => ofInvoice(invoice, at) ?? []),
    ...disputes.map(disputeProblem),
    ...cardProblem(facts, at),
    ...unclear,
  ];
}
