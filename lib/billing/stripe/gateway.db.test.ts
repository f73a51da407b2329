import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCheckout, expireCheckout, readCheckout } from "@/lib/billing/stripe/checkout";
import { stripeClient } from "@/lib/billing/stripe/client";
import { createContractSubscription } from "@/lib/billing/stripe/contracts";
import { createCustomer, updateCustomerDetails } from "@/lib/billing/stripe/customers";
import { isKnownVersion, listEvents } from "@/lib/billing/stripe/events";
import { fetchCustomerState } from "@/lib/billing/stripe/fetch-customer-state";
import { findChargeCustomer } from "@/lib/billing/stripe/find-charge-customer";
import { fetchInvoicePdf } from "@/lib/billing/stripe/invoice-document";
import { reportMeterEvents } from "@/lib/billing/stripe/meters";
import { openPortal } from "@/lib/billing/stripe/portal";
import { confirmedPrices } from "@/lib/billing/stripe/prices";
import { billingProvider } from "@/lib/billing/stripe/provider";
import {
  buy,
  control,
  customerWith,
  giveCard,
  sandboxNow,
  startGatewaySandbox,
} from "@/lib/billing/stripe/sandbox.test-support";
import { at } from "@/lib/clock";
import { card, press, visit } from "@/sandbox/stripe/pages/browser.test-support";
import type { RunningSandbox } from "@/sandbox/stripe/server";

const DAY = 86_400;
let running: RunningSandbox;
beforeAll(async () => {
  running = await startGatewaySandbox();
});
afterAll(() => running.stop());

async function stateOf(customerId: string) {
  const state = await at(sandboxNow(running), () => fetchCustomerState(customerId));
  if (state.deleted) throw new Error("deleted");
  return state;
}
const team = { lookupKeys: ["team_seat_monthly", "team_seat_yearly"], minimumQuantity: 3, cancellable: true };

it("the prices of the catalogue are all confirmed", async () => {
  expect([...(await confirmedPrices()).values()].map(({ problem }) => problem)).not.toContainEqual(expect.any(String));
  expect(await billingProvider()).toEqual({ state: "ready", demo: false });
});

describe("calls that fail [case 12]", () => {
  const input = { accountId: "a", handle: "acme", name: "Acme", email: "a@acme.example" };

  it.each(["error", "reset", "reset_after"])(
    "are tried again under the same key: one customer after `%s`",
    async (effect) => {
      const email = `${effect.replace("_", "-")}@acme.example`;
      await control(running, "/faults", { path: "/v1/customers", method: "POST", effect });
      const id = await createCustomer({ ...input, email, idempotencyKey: `customer:a:${effect}` });
      const found = await stripeClient().customers.list({ email });
      expect(found.data.map((one) => one.id)).toEqual([id]);
    },
  );

  it("answer a repeated intent with the first result, and another intent under its key with a conflict [case 38]", async () => {
    const intent = { ...input, idempotencyKey: "customer:a:again" };
    expect(await createCustomer(intent)).toBe(await createCustomer(intent));
    await expect(createCustomer({ ...intent, name: "Other" })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

it("reads the details on invoices back as written", async () => {
  const customerId = await customerWith("pm_card_visa");
  const address = { line1: "1 Way", line2: "", city: "Town", state: "", postalCode: "12345", country: "DE" };
  const taxIds = [{ type: "eu_vat", value: "DE123456789" }];
  const details = { name: "Acme GmbH", email: "pay@acme.example", address, taxIds, purchaseOrder: "PO-7" };
  for (const _ of [1, 2]) await updateCustomerDetails(customerId, details);
  expect(await stateOf(customerId)).toMatchObject({ ...details, card: { brand: "visa", last4: "4242" } });
  const empty = { ...details, address: null, taxIds: [], purchaseOrder: "" };
  await updateCustomerDetails(customerId, empty);
  expect(await stateOf(customerId)).toMatchObject(empty);
});

describe("Stripe's page for a purchase [case 20]", () => {
  const inputFor = (customerId: string) => ({
    customerId,
    lookupKey: "team_seat_monthly",
    quantity: 5,
    minimumQuantity: 4,
    maximumQuantity: 1_000,
    accountId: "account",
    quoteId: `quote-${customerId}`,
    planVersion: 1,
    trialEnd: null,
    successUrl: "http://localhost/ok",
    cancelUrl: "http://localhost/back",
    expiresAt: new Date(sandboxNow(running).getTime() + 7_200_000),
    metadata: { seats: "5" },
    idempotencyKey: `checkout:account:quote-${customerId}`,
  });

  it("keeps the seats within both bounds, and the subscription has what the buyer chose there", async () => {
    const customerId = await customerWith("pm_card_visa");
    const session = await createCheckout(inputFor(customerId));
    const { line_items } = await stripeClient().checkout.sessions.retrieve(session.id, { expand: ["line_items"] });
    expect(line_items?.data).toMatchObject([{ quantity: 5, adjustable_quantity: { minimum: 4, maximum: 1_000 } }]);
    const page = await press(await visit(session.url), "update", { quantity_0: "7" });
    await press(page, "pay", card("5555 5555 5555 4444"));
    const ended = await readCheckout(session.id);
    expect(ended).toMatchObject({ status: "complete", paymentStatus: "paid", customerId, url: null });
    const state = await stateOf(customerId);
    expect(state.subscriptions).toMatchObject([
      { id: ended.subscriptionId, status: "active", items: [{ quantity: 7 }] },
    ]);
    expect(state.subscriptions[0]?.metadata).toMatchObject({
      packhouse_account: "account",
      packhouse_plan_version: "1",
    });
    expect(state.card).toMatchObject({ brand: "mastercard", last4: "4444" });
  });

  it("is the same for the same intent, and is closed once", async () => {
    const customerId = await customerWith("pm_card_visa");
    const input = inputFor(customerId);
    const session = await createCheckout(input);
    expect(await createCheckout(input)).toEqual(session);
    expect(await readCheckout(session.id)).toMatchObject({ status: "open", customerId, subscriptionId: null });
    for (const _ of [1, 2]) await expireCheckout(session.id);
    expect(await readCheckout(session.id)).toMatchObject({ status: "expired", paymentStatus: "unpaid" });
  });
});

it("the portal's configuration is made once for each offer [case 30]", async () => {
  const customerId = await customerWith("pm_card_visa");
  const open = (offer = team) => openPortal({ customerId, returnUrl: "http://localhost/billing", offer });
  for (const _ of [1, 2]) expect((await open()).url).toMatch(/^http/);
  const count = async () => (await stripeClient().billingPortal.configurations.list({ limit: 100 })).data.length;
  const before = await count();
  await open();
  expect(await count()).toBe(before);
  await open({ lookupKeys: ["pro_monthly"], minimumQuantity: 1, cancellable: true });
  expect(await count()).toBe(before + 1);
  const flow = { type: "payment_method" } as const;
  expect(await openPortal({ customerId, returnUrl: "http://localhost/billing", offer: team, flow })).toHaveProperty(
    "url",
  );
});

it("a renewal that its bank asks about says so, with the page where it is confirmed [case 24]", async () => {
  const { customerId } = await buy("team_seat_monthly", 3);
  await giveCard(customerId, "pm_card_authenticationRequired");
  await running.advance(32 * DAY);
  const { invoices, subscriptions } = await stateOf(customerId);
  expect(subscriptions[0]?.status).toBe("past_due");
  expect(invoices[0]).toMatchObject({ status: "open", actionRequired: true, amountRemaining: 3 * 1_900 });
  expect(invoices[0]?.hostedUrl).toMatch(/^http/);
  expect(invoices[0]?.firstFailedAt).toEqual(expect.any(Date));
});

it("retries do not move the first failure [case 25]", async () => {
  const { customerId } = await buy("team_seat_monthly", 3);
  await giveCard(customerId, "pm_card_chargeCustomerFail");
  await running.advance(32 * DAY);
  const first = (await stateOf(customerId)).invoices[0];
  await running.advance(6 * DAY);
  const later = (await stateOf(customerId)).invoices[0];
  expect(first?.firstFailedAt).toEqual(expect.any(Date));
  expect(later?.firstFailedAt).toEqual(first?.firstFailedAt);
  expect(later?.attempts).toBeGreaterThan(first?.attempts ?? 0);
  expect(later?.nextAttemptAt).toEqual(expect.any(Date));
});

it("a refund names its invoice, and a dispute's event leads to its customer [case 32]", async () => {
  const { customerId } = await buy("team_seat_monthly", 3, { card: "pm_card_createDispute" });
  const state = await stateOf(customerId);
  expect(state.disputes).toMatchObject([{ amount: 3 * 1_900, reason: "fraudulent" }]);
  const events = [];
  for await (const event of listEvents({ since: new Date(0) })) events.push(event);
  const dispute = events.find(({ type }) => type === "charge.dispute.created");
  expect(dispute?.customerId).toBe("");
  expect(await findChargeCustomer(dispute?.payload)).toBe(customerId);

  const other = await buy("team_seat_monthly", 3);
  const [charge] = (await stripeClient().charges.list({ customer: other.customerId })).data;
  await stripeClient().refunds.create({ charge: charge?.id ?? "", amount: 500, reason: "requested_by_customer" });
  const { refunds, invoices } = await stateOf(other.customerId);
  expect(refunds).toMatchObject([{ amount: 500, invoiceId: invoices[0]?.id, reason: "requested_by_customer" }]);
});

it("with automatic tax, tax stands beside the total, and prices stay without it [case 35]", async () => {
  await control(running, "/settings", { tax: { DE: 19 } });
  const customerId = await customerWith("pm_card_visa");
  const address = { line1: "1 Way", line2: "", city: "Town", state: "", postalCode: "12345", country: "DE" };
  await updateCustomerDetails(customerId, {
    name: "Acme",
    email: "a@acme.example",
    address,
    taxIds: [],
    purchaseOrder: "",
  });
  const { priceId } = (await confirmedPrices()).get("pro_yearly") ?? {};
  const items = [{ price: priceId ?? "", quantity: 1 }];
  await stripeClient().subscriptions.create({ customer: customerId, items, automatic_tax: { enabled: true } });
  expect((await stateOf(customerId)).invoices).toMatchObject([{ subtotal: 29_000, tax: 5_510, total: 34_510 }]);
});

it("a currency without cents is read in its own units, and is unknown to the catalogue [case 36]", async () => {
  const customerId = await customerWith("pm_card_visa");
  const product = await stripeClient().products.create({ name: "Elsewhere" });
  const price = { currency: "jpy", unit_amount: 500, product: product.id, recurring: { interval: "month" as const } };
  const { id } = await stripeClient().prices.create(price);
  await stripeClient().subscriptions.create({ customer: customerId, items: [{ price: id, quantity: 2 }] });
  const { subscriptions, invoices } = await stateOf(customerId);
  expect(subscriptions[0]?.items).toMatchObject([{ price: { unitAmount: 500, currency: "jpy", lookupKey: null } }]);
  expect(invoices).toMatchObject([{ currency: "jpy", total: 1_000 }]);
});

it("usage is counted once, and what Stripe does not take is told without holding up the rest [case 37]", async () => {
  const customerId = await customerWith("pm_card_visa");
  const meter = "api_calls";
  const default_aggregation = { formula: "sum" } as const;
  const made = await stripeClient().billing.meters.create({
    display_name: "Calls",
    event_name: meter,
    default_aggregation,
  });
  const now = sandboxNow(running);
  const event = (identifier: string, daysAgo: number, value = 100n) => ({
    identifier,
    meter,
    customerId,
    value,
    at: new Date(now.getTime() - daysAgo * DAY * 1000),
  });
  const report = await reportMeterEvents([event("a", 1), event("late", 36), event("b", 2, 50n)]);
  expect(report.reported).toEqual(["a", "b"]);
  expect(report.refused).toEqual([{ identifier: "late", reason: "timestamp_too_far_in_past" }]);
  await running.advance(3_600);
  expect((await reportMeterEvents([event("a", 1), event("b", 2, 50n)])).reported).toEqual(["a", "b"]);
  expect((await reportMeterEvents([{ ...event("c", 1), meter: "unknown" }])).refused).toHaveLength(1);

  const hour = (at: Date) => Math.floor(at.getTime() / 3_600_000) * 3_600;
  const range = { start_time: hour(now) - 4 * DAY, end_time: hour(now) + 2 * 3_600 };
  const summaries = await stripeClient().billing.meters.listEventSummaries(made.id, { customer: customerId, ...range });
  expect(summaries.data.map(({ aggregated_value }) => aggregated_value)).toEqual([150]);
});

it("a contract's invoice fails at its due date, and is still the customer's to pay [case 39]", async () => {
  const customerId = await customerWith("pm_card_visa");
  const input = { customerId, termId: "term-1", amountCents: 1_200_000, interval: "year" as const, seats: 40 };
  const contract = { ...input, daysUntilDue: 30, description: "Enterprise, 40 seats", startsAt: null, endsAt: null };
  const intent = { ...contract, idempotencyKey: "contract:a:1" };
  const id = await createContractSubscription(intent);
  expect(await createContractSubscription(intent)).toBe(id);
  await running.advance(2 * 3_600);
  const sent = await stateOf(customerId);
  expect(sent.subscriptions).toMatchObject([
    { id, collection: "send_invoice", metadata: { packhouse_term: "term-1" } },
  ]);
  expect(sent.invoices).toMatchObject([{ status: "open", total: 1_200_000, firstFailedAt: null }]);
  await running.advance(31 * DAY);
  const overdue = (await stateOf(customerId)).invoices[0];
  expect(overdue?.firstFailedAt).toEqual(overdue?.dueAt);

  const pdf = Buffer.from(await new Response(await fetchInvoicePdf(overdue?.pdfUrl ?? "")).arrayBuffer());
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
});

it("a deleted customer is read as deleted, with nothing else [case 33]", async () => {
  const { customerId } = await buy("pro_monthly", 1);
  await stripeClient().customers.del(customerId);
  expect(await fetchCustomerState(customerId)).toEqual({ id: customerId, deleted: true });
});

it("the list of events has every one since a moment, on all pages, the newest first [case 14]", async () => {
  await running.advance(60);
  const since = sandboxNow(running);
  for (let n = 0; n < 105; n++) await stripeClient().products.create({ name: `Product ${n}` });
  const events = [];
  for await (const event of listEvents({ since })) events.push(event);
  expect(events.filter(({ type }) => type === "product.created")).toHaveLength(105);
  const dates = events.map(({ createdAt }) => createdAt.getTime());
  expect(dates).toEqual([...dates].sort((a, b) => b - a));
  expect(events.every(({ apiVersion }) => isKnownVersion(apiVersion))).toBe(true);
});
