import type {
  CustomerState,
  DisputeState,
  InvoiceState,
  ItemState,
  LineState,
  RefundState,
  SubscriptionState,
} from "@/lib/stripe/types";

export const DAY_MS = 86_400_000;
export const BEGIN = new Date("2026-11-02T09:00:00.000Z");

/** So many days after the customer came. */
export function day(days: number): Date {
  return new Date(BEGIN.getTime() + days * DAY_MS);
}

type Known = Extract<CustomerState, { deleted: false }>;

export function customer(id: string, more: Partial<Known> = {}): Known {
  return {
    id,
    deleted: false,
    livemode: false,
    accountHint: null,
    name: "Acme",
    email: "billing@acme.example",
    address: { line1: "1 Main St", line2: "", city: "Reno", state: "NV", postalCode: "89501", country: "US" },
    taxIds: [],
    purchaseOrder: "",
    balance: 0,
    card: { brand: "visa", last4: "4242", expMonth: 12, expYear: 2030 },
    subscriptions: [],
    invoices: [],
    refunds: [],
    disputes: [],
    ...more,
  };
}

export function item(lookupKey: string | null, quantity: number, more: Partial<ItemState> = {}): ItemState {
  const price = {
    priceId: `price_${lookupKey}`,
    lookupKey,
    unitAmount: 1_900,
    currency: "usd",
    interval: "month",
  } as const;
  return { itemId: `si_${lookupKey}`, price, quantity, periodStart: BEGIN, periodEnd: day(30), ...more };
}

export function subscription(id: string, more: Partial<SubscriptionState> = {}): SubscriptionState {
  return {
    id,
    status: "active",
    livemode: false,
    items: [item("team_seat_monthly", 5, { itemId: `si_${id}` })],
    currency: "usd",
    collection: "charge_automatically",
    metadata: {},
    startedAt: BEGIN,
    trialEnd: null,
    cancelAt: null,
    canceledAt: null,
    endedAt: null,
    scheduleId: null,
    scheduled: null,
    pendingUpdate: null,
    ...more,
  };
}

export function line(id: string, more: Partial<LineState> = {}): LineState {
  const what = {
    description: "5 x Team",
    lookupKey: "team_seat_monthly",
    quantity: 5,
    amount: 9_500,
    proration: false,
  };
  return { id, ...what, periodStart: BEGIN, periodEnd: day(30), ...more };
}

/** An invoice of the subscription `sub`, final and open, made on that day. */
export function invoice(id: string, sub: string | null, on: number, more: Partial<InvoiceState> = {}): InvoiceState {
  const total = more.total ?? 9_500;
  return {
    id,
    subscriptionId: sub,
    number: `ACME-${id}`,
    status: "open",
    reason: "subscription_cycle",
    currency: "usd",
    subtotal: total,
    tax: 0,
    total,
    amountDue: total,
    amountPaid: 0,
    amountRemaining: total,
    createdAt: day(on),
    finalizedAt: day(on),
    dueAt: null,
    paidAt: null,
    voidedAt: null,
    uncollectibleAt: null,
    periodStart: day(on),
    periodEnd: day(on + 30),
    attempts: 0,
    nextAttemptAt: null,
    firstFailedAt: null,
    actionRequired: false,
    hostedUrl: `https://pay.example/${id}`,
    pdfUrl: `https://pay.example/${id}.pdf`,
    purchaseOrder: "",
    lines: [line(`il_${id}`, { amount: total })],
    ...more,
  };
}

export function paid(of: InvoiceState, on: number): InvoiceState {
  return {
    ...of,
    status: "paid",
    paidAt: day(on),
    amountPaid: of.total,
    amountRemaining: 0,
    nextAttemptAt: null,
    attempts: of.attempts + 1,
  };
}

export function failed(of: InvoiceState, on: number): InvoiceState {
  return { ...of, attempts: of.attempts + 1, firstFailedAt: of.firstFailedAt ?? day(on), nextAttemptAt: day(on + 3) };
}

export function refund(id: string, invoiceId: string | null, on: number, more: Partial<RefundState> = {}): RefundState {
  return {
    id,
    invoiceId,
    amount: 1_900,
    currency: "usd",
    status: "succeeded",
    reason: "requested_by_customer",
    createdAt: day(on),
    ...more,
  };
}

export function dispute(id: string, on: number, more: Partial<DisputeState> = {}): DisputeState {
  return {
    id,
    amount: 9_500,
    currency: "usd",
    status: "needs_response",
    reason: "fraudulent",
    createdAt: day(on),
    ...more,
  };
}

/**
 * Eight moments of a customer's life with seven events between them: purchase, more seats, a renewal that fails, a second
 * try that fails, payment, a refund with a dispute, and the end.
 */
export function sevenEvents(id = "cus_history"): Known[] {
  const sub = "sub_history";
  const bought = paid(invoice("in_1", sub, 0, { reason: "subscription_create" }), 0);
  const more = paid(invoice("in_2", sub, 10, { reason: "subscription_update", total: 2_533 }), 10);
  const renewal = invoice("in_3", sub, 30, { total: 13_300 });
  const once = failed(renewal, 30.1);
  const twice = failed(once, 33);
  const settled = paid(twice, 36);
  const seats = (quantity: number, months: number) => [
    item("team_seat_monthly", quantity, {
      itemId: `si_${sub}`,
      periodStart: day(30 * months),
      periodEnd: day(30 * months + 30),
    }),
  ];
  const at = (more: Partial<Known>, state: Partial<SubscriptionState>) =>
    customer(id, { subscriptions: [subscription(sub, state)], ...more });
  const back = refund("re_1", "in_2", 37);
  const taken = dispute("dp_1", 38);
  const canceled = { status: "canceled", cancelAt: day(60), canceledAt: day(40), endedAt: day(60) };
  return [
    customer(id),
    at({ invoices: [bought] }, { items: seats(5, 0) }),
    at({ invoices: [bought, more] }, { items: seats(7, 0) }),
    at({ invoices: [bought, more, once] }, { items: seats(7, 1), status: "past_due" }),
    at({ invoices: [bought, more, twice] }, { items: seats(7, 1), status: "past_due" }),
    at({ invoices: [bought, more, settled] }, { items: seats(7, 1) }),
    at(
      { invoices: [bought, more, settled], refunds: [back], disputes: [taken] },
      { items: seats(7, 1), cancelAt: day(60) },
    ),
    at(
      { invoices: [bought, more, settled], refunds: [back], disputes: [{ ...taken, status: "won" }] },
      { items: seats(7, 1), ...canceled },
    ),
  ];
}
