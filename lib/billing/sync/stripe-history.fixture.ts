import type {
  CustomerState,
  DisputeState,
  InvoiceState,
  ItemState,
  LineState,
  RefundState,
  SubscriptionState,
} from "@/lib/billing/stripe/types";
import { DAY_MS } from "@/lib/time";

const BEGIN = new Date("2026-11-02T09:00:00.000Z");

/** The instant `days` days after the customer came. */
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
 * Eight states of a customer with seven events between them: purchase, more seats, a failed renewal, a failed retry,
 * payment, a refund with a dispute, and the end. The ids end in `tag`.
 */
export function sevenEvents(tag = "history"): Known[] {
  const id = `cus_${tag}`;
  const sub = `sub_${tag}`;
  const bought = paid(invoice(`in_1_${tag}`, sub, 0, { reason: "subscription_create" }), 0);
  const more = paid(invoice(`in_2_${tag}`, sub, 10, { reason: "subscription_update", total: 2_533 }), 10);
  const renewal = invoice(`in_3_${tag}`, sub, 30, { total: 13_300 });
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
  const at = (rows: Partial<Known>, state: Partial<SubscriptionState>) =>
    customer(id, { subscriptions: [subscription(sub, state)], ...rows });
  const back = refund(`re_1_${tag}`, `in_2_${tag}`, 37);
  const taken = dispute(`dp_1_${tag}`, 38);
  const over = { status: "canceled", cancelAt: day(60), canceledAt: day(40), endedAt: day(60) };
  const all = [bought, more, settled];
  return [
    customer(id),
    at({ invoices: [bought] }, { items: seats(5, 0) }),
    at({ invoices: [bought, more] }, { items: seats(7, 0) }),
    at({ invoices: [bought, more, once] }, { items: seats(7, 1), status: "past_due" }),
    at({ invoices: [bought, more, twice] }, { items: seats(7, 1), status: "past_due" }),
    at({ invoices: all }, { items: seats(7, 1) }),
    at({ invoices: all, refunds: [back], disputes: [taken] }, { items: seats(7, 1), cancelAt: day(60) }),
    at({ invoices: all, refunds: [back], disputes: [{ ...taken, status: "won" }] }, { items: seats(7, 1), ...over }),
  ];
}

/** Random numbers below 1, determined by the seed. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** A possible history of a customer with one subscription, up to `events` steps, determined by the seed. */
export function randomHistory(tag: string, events: number, seed: number): Known[] {
  const random = numbers(seed);
  const sub = `sub_${tag}`;
  let state = customer(`cus_${tag}`);
  const states = [state];
  for (let step = 1; step <= events; step += 1) {
    state = step === 1 ? begun(state, sub, tag) : moved(state, { sub, tag, step, random });
    states.push(state);
  }
  return states;
}

function begun(state: Known, sub: string, tag: string): Known {
  const first = paid(invoice(`in_0_${tag}`, sub, 0, { reason: "subscription_create" }), 0);
  return { ...state, subscriptions: [subscription(sub)], invoices: [first] };
}

type Move = { sub: string; tag: string; step: number; random: () => number };

function moved(state: Known, { sub, tag, step, random }: Move): Known {
  const [current] = state.subscriptions;
  if (!current) return state;
  const live = current.endedAt === null;
  const owed = state.invoices.find(({ status }) => status === "open" || status === "uncollectible");
  const change = (more: Partial<SubscriptionState>): Known => ({ ...state, subscriptions: [{ ...current, ...more }] });
  const settle = (of: InvoiceState, by: InvoiceState) => state.invoices.map((one) => (one.id === of.id ? by : one));
  switch (Math.floor(random() * 10)) {
    case 0:
      return live
        ? change({ items: [item("team_seat_monthly", 3 + Math.floor(random() * 9), { itemId: `si_${sub}` })] })
        : state;
    case 1:
      return live ? change({ cancelAt: current.cancelAt ? null : day(step + 30) }) : state;
    case 2: {
      if (!live) return state;
      const next = paid(invoice(`in_${step}_${tag}`, sub, step), step);
      return { ...state, invoices: [...state.invoices, next] };
    }
    case 3:
    case 4: {
      if (!live) return state;
      const next = failed(invoice(`in_${step}_${tag}`, sub, step), step);
      return { ...change({ status: "past_due" }), invoices: [...state.invoices, next] };
    }
    case 5:
    case 6:
      return owed ? { ...change(live ? { status: "active" } : {}), invoices: settle(owed, paid(owed, step)) } : state;
    case 7:
      return owed?.status === "open"
        ? { ...state, invoices: settle(owed, { ...owed, status: "uncollectible", uncollectibleAt: day(step) }) }
        : state;
    case 8: {
      const last = state.invoices.findLast(({ status }) => status === "paid");
      return last ? { ...state, refunds: [...state.refunds, refund(`re_${step}_${tag}`, last.id, step)] } : state;
    }
    default:
      return random() < 0.1
        ? change({ status: "canceled", canceledAt: day(step), endedAt: day(step) })
        : change({ trialEnd: null });
  }
}
