import { BILLING, inMoney, NOTHING_LOST, type NoticeWords, type Of } from "@/lib/billing/notices/phrases";
import { formatMoney } from "@/lib/money";
import { REGISTRY_ADMINISTRATOR } from "@/lib/phrases";
import { inWords } from "@/lib/time";

function invoiceOver(owed: { number: string; amount: number; currency: string }): string {
  return owed.number ? `Invoice ${owed.number} over ${inMoney(owed)}` : `An invoice over ${inMoney(owed)}`;
}

function pay(owed: { payUrl: string; amount: number; currency: string }): NoticeWords["action"] {
  return owed.payUrl ? { label: `Pay ${inMoney(owed)}`, href: owed.payUrl } : BILLING;
}

function whatFollows(name: string, { state, frozenAt, readOnlyAt }: NonNullable<Of<"payment_failed">["consequence"]>) {
  if (state === "suspended_read_only") {
    return `${name} has been read-only since ${inWords(readOnlyAt)}, until the invoice is paid. ${NOTHING_LOST}`;
  }
  const growth = "nothing new can be added: no member, token or private package";
  const readOnly = `from ${inWords(readOnlyAt)} on ${name} is read-only. ${NOTHING_LOST}`;
  return state === "grace"
    ? `Everything keeps working until ${inWords(frozenAt)}. After that ${growth}; ${readOnly}`
    : `Since ${inWords(frozenAt)} ${growth}; ${readOnly}`;
}

const HEAL = "Pay the invoice, or update the card on the Billing page. The payment restores everything.";

export function paymentFailed(notice: Of<"payment_failed">, name: string): NoticeWords {
  const { how, failedAt, nextAttemptAt, consequence } = notice;
  const title = {
    charge: `A payment of ${inMoney(notice)} for ${name} failed`,
    confirmation: `A payment of ${inMoney(notice)} for ${name} is waiting for your bank`,
    due_date: `An invoice of ${name} over ${inMoney(notice)} is overdue`,
  }[how];
  const what = {
    charge: `${invoiceOver(notice)} could not be charged on ${inWords(failedAt)}.`,
    confirmation: `${invoiceOver(notice)} was not paid on ${inWords(failedAt)}, because the bank asks the cardholder to confirm it.`,
    due_date: `${invoiceOver(notice)} was due on ${inWords(failedAt)} and is not paid.`,
  }[how];
  const next =
    how === "due_date"
      ? ""
      : nextAttemptAt
        ? ` We try again on ${inWords(nextAttemptAt)}.`
        : " We do not try again automatically.";
  const follows = consequence ? whatFollows(name, consequence) : `Nothing changes for ${name}.`;
  const heal = how === "due_date" ? "Pay it on its page, or write to your contract partner." : HEAL;

  return { title, lines: [what + next, follows, heal], rows: [], action: pay(notice), links: ["billing"] };
}

export function stateReached(notice: Of<"growth_frozen"> | Of<"read_only">, name: string): NoticeWords {
  const title =
    notice.kind === "growth_frozen"
      ? `${name} can add nothing new until its invoice is paid`
      : `${name} is read-only until its invoice is paid`;
  const over =
    notice.kind === "read_only"
      ? ` Without a payment the plan ends on ${inWords(notice.consequence.overAt)} at the latest.`
      : "";
  const lines = [
    `${notice.owed ? invoiceOver(notice.owed) : "What is owed"} is still not paid.`,
    whatFollows(name, notice.consequence) + over,
    HEAL,
  ];
  return { title, lines, rows: [], action: notice.owed ? pay(notice.owed) : BILLING, links: ["billing"] };
}

export function receipt(notice: Of<"receipt">, name: string): NoticeWords {
  const { number, paidAt, currency, subtotal, tax, lines, hasPdf } = notice;
  const row = (label: string, amount: number) => ({ label, value: formatMoney(amount, currency) });
  return {
    title: `Receipt for ${name}: ${inMoney(notice)}`,
    lines: [`${number ? `Invoice ${number}` : "An invoice"} was paid on ${inWords(paidAt)}. Thank you.`],
    rows: [
      ...lines.map(({ description, amount }) => row(description, amount)),
      row("Subtotal", subtotal),
      row("Tax", tax),
      row("Paid", notice.amount),
    ],
    action: BILLING,
    links: hasPdf ? ["invoice"] : [],
  };
}

export function refund(notice: Of<"refund">, name: string): NoticeWords {
  const of = notice.number ? ` of invoice ${notice.number}` : "";
  const title = notice.failed
    ? `A refund of ${inMoney(notice)} to ${name} failed`
    : `${inMoney(notice)} is refunded to ${name}`;
  const line = notice.failed
    ? `The card's bank refused the refund of ${inMoney(notice)}${of}. Ask ${REGISTRY_ADMINISTRATOR} to pay it back another way.`
    : `${inMoney(notice)}${of} goes back to the original payment method. Banks take up to 10 days. Nothing changes for ${name}.`;
  return { title, lines: [line], rows: [], action: BILLING, links: [] };
}

export function dispute(notice: Of<"dispute">, name: string): NoticeWords {
  const { closed, reviewDueAt, endDueAt } = notice;
  const title = closed
    ? `The dispute about ${inMoney(notice)} of ${name} is closed`
    : `A bank disputes a payment of ${inMoney(notice)} of ${name}`;
  const open = [
    `A cardholder or a bank took back a payment of ${inMoney(notice)}. Nothing changes for ${name} during the review.`,
    `We review it by ${inWords(reviewDueAt)}, and settle it or tell you the next steps by ${inWords(endDueAt)}. If it was a mistake, ask the bank to withdraw it.`,
  ];
  const lines = {
    won: [`The payment of ${inMoney(notice)} stands. You need to do nothing.`],
    lost: [`The bank took back ${inMoney(notice)} for good. See Billing for what is still unpaid.`],
  };
  return { title, lines: closed ? lines[closed] : open, rows: [], action: BILLING, links: [] };
}

export function actionRequired(notice: Of<"action_required">, name: string): NoticeWords {
  return {
    title: `A payment of ${inMoney(notice)} for ${name} is waiting for your bank`,
    lines: [
      `${invoiceOver(notice)} is paid as soon as the cardholder confirms it with the bank. Nothing is charged before.`,
    ],
    rows: [],
    action: notice.payUrl ? { label: "Confirm the payment", href: notice.payUrl } : BILLING,
    links: ["billing"],
  };
}

export function invoiceIssued(notice: Of<"invoice_issued">, name: string): NoticeWords {
  const due = notice.dueAt ? `, due on ${inWords(notice.dueAt)}` : "";
  return {
    title: `Invoice for ${name}: ${inMoney(notice)}`,
    lines: [`${invoiceOver(notice)} is ready${due}. Pay it on its page, or by transfer with its number.`],
    rows: [],
    action: pay(notice),
    links: ["invoice", "billing"],
  };
}
