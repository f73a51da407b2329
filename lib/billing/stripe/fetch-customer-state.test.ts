import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { tellBreaker } from "@/lib/billing/stripe/breaker";
import { fetchCustomerState } from "@/lib/billing/stripe/fetch-customer-state";
import {
  type Answer,
  listOf,
  type RecordedCall,
  type RecordedStripe,
  speakTo,
  startRecordedStripe,
} from "@/lib/billing/stripe/recorded-stripe.test-support";
import { at } from "@/lib/clock";

const warned = vi.hoisted((): unknown[][] => []);
vi.mock("@/lib/logger", () => ({
  log: () => ({ warn: (...given: unknown[]) => warned.push(given), error: () => {} }),
}));

const DAY = 86_400;
const start = Date.parse("2026-11-01T00:00:00Z") / 1000;
const price = (key: string) => ({
  id: `price_${key}`,
  object: "price",
  lookup_key: key,
  unit_amount: 1_900,
  unit_amount_decimal: "1900",
  currency: "usd",
  recurring: { interval: "month", interval_count: 1 },
});
const card = { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2030, fingerprint: "fp_1", country: "US" };
const method = { id: "pm_1", object: "payment_method", card };
const item = (n: number) => ({
  id: `si_${n}`,
  price: price(n === 0 ? "team_seat_monthly" : `other_${n}`),
  quantity: n + 3,
  current_period_start: start,
  current_period_end: start + 30 * DAY,
});
const line = (n: number) => ({
  id: `il_${n}`,
  description: `Line ${n}`,
  amount: 100,
  quantity: 1,
  period: { start, end: start + 30 * DAY },
  pricing: { price_details: { price: "price_team_seat_monthly" } },
  parent: null,
});
const customer = {
  id: "cus_1",
  object: "customer",
  livemode: false,
  metadata: { packhouse_account: "acct" },
  name: "Acme",
  email: "billing@acme.example",
  address: { line1: "1 Way", line2: null, city: "Town", state: null, postal_code: "12345", country: "DE" },
  balance: -500,
  invoice_settings: { custom_fields: [{ name: "Purchase order", value: "PO-7" }], default_payment_method: null },
  tax_ids: listOf([{ id: "txi_1", type: "eu_vat", value: "DE123456789" }]),
};
const subscription = (n: number, other: object = {}) => ({
  id: `sub_${n}`,
  status: "active",
  livemode: false,
  currency: "usd",
  collection_method: "charge_automatically",
  automatic_tax: { enabled: false, disabled_reason: null },
  metadata: {},
  start_date: start,
  trial_end: null,
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  ended_at: null,
  schedule: null,
  pending_update: null,
  default_payment_method: null,
  items: listOf([item(0)]),
  ...other,
});
const invoice = (n: number, other: object = {}) => ({
  id: `in_${n}`,
  number: `A-${n}`,
  status: "paid",
  attempted: true,
  attempt_count: 1,
  billing_reason: "subscription_cycle",
  collection_method: "charge_automatically",
  currency: "usd",
  subtotal: 100,
  total: 100,
  total_taxes: [],
  amount_due: 100,
  amount_paid: 100,
  amount_remaining: 0,
  created: start,
  due_date: null,
  period_start: start,
  period_end: start,
  next_payment_attempt: null,
  custom_fields: null,
  status_transitions: { finalized_at: start, paid_at: start, voided_at: null, marked_uncollectible_at: null },
  parent: { subscription_details: { subscription: "sub_1" } },
  lines: listOf([line(0)]),
  payments: listOf([{ id: "inpay_1", payment: { type: "payment_intent", payment_intent: `pi_${n}` } }]),
  ...other,
});
const charge = (n: number, other: object = {}) => ({
  id: `ch_${n}`,
  created: start,
  status: "succeeded",
  paid: true,
  amount_refunded: 0,
  disputed: false,
  payment_intent: `pi_${n}`,
  ...other,
});

type Script = Record<string, (call: RecordedCall) => unknown>;
let stripe: RecordedStripe;
let script: Script;
beforeAll(async () => {
  stripe = await startRecordedStripe();
  speakTo(stripe.url);
});
afterAll(() => stripe.stop());
beforeEach(() => {
  tellBreaker("answered");
  warned.length = 0;
  stripe.calls.length = 0;
  script = {
    "/v1/customers/cus_1": () => customer,
    "/v1/subscriptions": () => listOf([subscription(1)]),
    "/v1/invoices": () => listOf([invoice(1)]),
    "/v1/charges": () => listOf([charge(1)]),
  };
  stripe.answer = (call): Answer => {
    const known = script[call.path];
    if (known) return { body: known(call) };
    const key = /^\/v1\/prices\/price_(.*)$/.exec(call.path)?.[1];
    return key ? { body: price(key) } : { status: 404, body: { error: { type: "invalid_request_error" } } };
  };
});

async function fetched() {
  const state = await at(new Date("2026-11-20"), () => fetchCustomerState("cus_1"));
  if (state.deleted) throw new Error("deleted");
  return state;
}
/** A list with two pages. */
const paged = (first: readonly { id: string }[], second: readonly unknown[]) => (call: RecordedCall) =>
  call.input.starting_after === first.at(-1)?.id ? listOf(second) : listOf(first, true);

describe("a customer's state", () => {
  it("is everything on all pages, of every status", async () => {
    script["/v1/subscriptions"] = paged([subscription(2)], [subscription(1, { status: "canceled" })]);
    script["/v1/invoices"] = paged([invoice(3), invoice(2)], [invoice(1)]);
    const state = await fetched();
    expect(state.subscriptions.map(({ id, status }) => [id, status])).toEqual([
      ["sub_2", "active"],
      ["sub_1", "canceled"],
    ]);
    expect(state.invoices.map(({ id }) => id)).toEqual(["in_3", "in_2", "in_1"]);
    expect(stripe.calls.find(({ path }) => path === "/v1/subscriptions")?.input).toMatchObject({ status: "all" });
  });

  it("has the items and lines beyond those that come with the subscription and the invoice", async () => {
    const items = Array.from({ length: 25 }, (_, n) => item(n));
    const lines = Array.from({ length: 12 }, (_, n) => line(n));
    script["/v1/subscriptions"] = () => listOf([subscription(1, { items: listOf(items.slice(0, 20), true) })]);
    script["/v1/subscription_items"] = paged(items.slice(0, 20), items.slice(20));
    script["/v1/invoices"] = () => listOf([invoice(1, { lines: listOf(lines.slice(0, 10), true) })]);
    script["/v1/invoices/in_1/lines"] = paged(lines.slice(0, 10), lines.slice(10));
    const state = await fetched();
    expect(state.subscriptions[0]?.items.map(({ itemId }) => itemId)).toEqual(items.map(({ id }) => id));
    expect(state.invoices[0]?.lines.map(({ id }) => id)).toEqual(lines.map(({ id }) => id));
    expect(state.invoices[0]?.lines[11]?.lookupKey).toBe("team_seat_monthly");
  });

  it("names who pays, for the invoice", async () => {
    expect(await fetched()).toMatchObject({
      accountHint: "acct",
      name: "Acme",
      address: { line1: "1 Way", line2: "", postalCode: "12345", country: "DE" },
      taxIds: [{ type: "eu_vat", value: "DE123456789" }],
      purchaseOrder: "PO-7",
      balance: -500,
    });
  });

  it("reads what a schedule changes", async () => {
    script["/v1/subscriptions"] = () => listOf([subscription(1, { schedule: "sub_sched_1" })]);
    const phase = (from: number, key: string) => ({
      start_date: from,
      end_date: from + 30 * DAY,
      items: [{ price: price(key), quantity: 3 }],
    });
    script["/v1/subscription_schedules/sub_sched_1"] = () => ({
      id: "sub_sched_1",
      status: "active",
      end_behavior: "release",
      current_phase: { start_date: start, end_date: start + 30 * DAY },
      phases: [phase(start, "team_seat_monthly"), phase(start + 30 * DAY, "team_seat_yearly")],
    });
    expect((await fetched()).subscriptions[0]?.scheduled).toEqual({
      at: new Date("2026-12-01"),
      items: [{ lookupKey: "team_seat_yearly", quantity: 3 }],
    });
  });

  it("dates an open invoice's failure by its first failed charge, and says when its bank asks [case 24]", async () => {
    script["/v1/invoices"] = () => listOf([invoice(1, { status: "open", amount_paid: 0, attempt_count: 2 })]);
    script["/v1/charges"] = () =>
      listOf([
        charge(1, { id: "ch_2", status: "failed", paid: false, created: start + 3 * DAY }),
        charge(1, { status: "failed", paid: false, created: start + DAY }),
        charge(9, { status: "failed", paid: false, created: start - DAY }),
      ]);
    const intent = { id: "pi_1", status: "requires_action", created: start, last_payment_error: null };
    script["/v1/invoice_payments"] = () => listOf([{ id: "inpay_1", payment: { payment_intent: intent } }]);
    expect((await fetched()).invoices[0]).toMatchObject({
      firstFailedAt: new Date("2026-11-02"),
      actionRequired: true,
    });
  });

  it("lists refunds with the invoice they give back, and disputes", async () => {
    const refund = { id: "re_1", amount: 40, currency: "usd", status: "succeeded", reason: null, created: start };
    const dispute = { id: "dp_1", amount: 100, currency: "usd", status: "lost", reason: "fraudulent", created: start };
    script["/v1/charges"] = () =>
      listOf([charge(1, { amount_refunded: 40, disputed: true, refunds: listOf([refund]) })]);
    script["/v1/disputes"] = () => listOf([dispute]);
    const state = await fetched();
    expect(state.refunds).toMatchObject([{ id: "re_1", invoiceId: "in_1", amount: 40, reason: "" }]);
    expect(state.disputes).toMatchObject([{ id: "dp_1", status: "lost", reason: "fraudulent" }]);
    script["/v1/charges"] = () => listOf([charge(1, { amount_refunded: 40 })]);
    script["/v1/refunds"] = () => listOf([refund]);
    expect((await fetched()).refunds).toEqual(state.refunds);
  });

  it("of a deleted customer says only that", async () => {
    script["/v1/customers/cus_1"] = () => ({ id: "cus_1", object: "customer", deleted: true });
    expect(await fetchCustomerState("cus_1")).toEqual({ id: "cus_1", deleted: true });
    expect(stripe.calls).toHaveLength(1);
  });

  it("tells the operator when Stripe stopped calculating tax for want of an address [case 35]", async () => {
    const automatic_tax = { enabled: false, disabled_reason: "requires_location_inputs" };
    script["/v1/subscriptions"] = () => listOf([subscription(1, { automatic_tax })]);
    await fetched();
    expect(warned).toMatchObject([[{ subscription: "sub_1", untaxed: "requires_location_inputs" }, expect.anything()]]);
  });
});

it("of a card only its brand, last four digits and expiry are kept [INV-P1]", async () => {
  script["/v1/subscriptions"] = () =>
    listOf([
      subscription(2, { status: "canceled", default_payment_method: { ...method, card: { ...card, last4: "0000" } } }),
      subscription(1, { default_payment_method: method }),
    ]);
  const kept = { brand: "visa", last4: "4242", expMonth: 12, expYear: 2030 };
  expect((await fetched()).card).toEqual(kept);
  script["/v1/subscriptions"] = () => listOf([]);
  script["/v1/customers/cus_1"] = () => ({
    ...customer,
    invoice_settings: { custom_fields: null, default_payment_method: method },
  });
  expect((await fetched()).card).toEqual(kept);
  script["/v1/customers/cus_1"] = () => customer;
  expect((await fetched()).card).toBeNull();
});
