import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stripeClient } from "@/lib/billing/stripe/client";
import { fetchCustomerState } from "@/lib/billing/stripe/fetch-customer-state";
import { previewChange, previewPurchase, previewTrialEnd, previewUpcoming } from "@/lib/billing/stripe/previews";
import { priceIdOf } from "@/lib/billing/stripe/prices";
import {
  type Bought,
  buy,
  control,
  customerWith,
  giveCard,
  sandboxNow,
  startGatewaySandbox,
} from "@/lib/billing/stripe/sandbox.test-support";
import { releaseSchedule, scheduleChange } from "@/lib/billing/stripe/schedules";
import {
  applyChange,
  cancelAtPeriodEnd,
  cancelNow,
  endTrial,
  resumeSubscription,
} from "@/lib/billing/stripe/subscriptions";
import type { PreviewState } from "@/lib/billing/stripe/types";
import { at } from "@/lib/clock";
import type { RunningSandbox } from "@/sandbox/stripe/server";

const DAY = 86_400;
let running: RunningSandbox;
beforeAll(async () => {
  running = await startGatewaySandbox();
});
afterAll(() => running.stop());

async function stateOf({ customerId }: Bought) {
  const state = await at(sandboxNow(running), () => fetchCustomerState(customerId));
  if (state.deleted) throw new Error("deleted");
  return state;
}
async function subscriptionOf(bought: Bought) {
  const [subscription] = (await stateOf(bought)).subscriptions;
  if (!subscription) throw new Error("no subscription");
  return subscription;
}
/** Each preview is made anew with new ids for its lines. */
const withoutIds = (preview: PreviewState) => ({ ...preview, lines: preview.lines.map(({ id: _, ...line }) => line) });
const chargesOf = async ({ customerId }: Bought) =>
  (await stripeClient().charges.list({ customer: customerId })).data.filter(({ status }) => status === "succeeded");

describe("what is asked about and then done [case 18]", () => {
  it("a change costs to the cent what its preview said for the same second", async () => {
    const bought = await buy("team_seat_monthly", 3);
    await running.advance(11 * DAY + 12_345);
    const prorationAt = sandboxNow(running);
    const change = { ...bought, quantity: 7, prorationAt };
    const preview = await previewChange(change);
    expect(preview.amountDue).toBeGreaterThan(0);
    expect(preview.amountDue).toBeLessThan(4 * 1_900);
    expect(preview.recurringTotal).toBe(7 * 1_900);

    await running.advance(600);
    expect(withoutIds(await previewChange(change))).toEqual(withoutIds(preview));
    const result = await applyChange({ ...change, idempotencyKey: `seats:${bought.customerId}:1` });
    expect(result).toMatchObject({ status: "active", pending: false, invoice: { amountDue: preview.amountDue } });
    const { items } = await subscriptionOf(bought);
    expect(items).toMatchObject([{ quantity: 7, price: { lookupKey: "team_seat_monthly", unitAmount: 1_900 } }]);
    expect(preview.nextRenewalAt).toEqual(items[0]?.periodEnd);
  });

  it("a yearly plan instead of a monthly one begins a new period now", async () => {
    const bought = await buy("team_seat_monthly", 3);
    await running.advance(10 * DAY);
    const prorationAt = sandboxNow(running);
    const change = { ...bought, priceId: await priceIdOf("team_seat_yearly"), prorationAt };
    const preview = await previewChange(change);
    expect(preview.recurringTotal).toBe(3 * 19_000);
    const result = await applyChange({ ...change, idempotencyKey: `interval:${bought.customerId}:1` });
    expect(result.invoice?.amountDue).toBe(preview.amountDue);
    const { items } = await subscriptionOf(bought);
    expect(items[0]).toMatchObject({ price: { interval: "year" } });
    // The period begins when the change is carried out, some seconds after the preview.
    const secondsAfter = (one: Date | undefined, other: Date | null) =>
      ((one?.getTime() ?? 0) - (other?.getTime() ?? 0)) / 1_000;
    for (const late of [
      secondsAfter(items[0]?.periodStart, prorationAt),
      secondsAfter(items[0]?.periodEnd, preview.nextRenewalAt),
    ]) {
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(60);
    }
  });
});

describe("the same intent [INV-B2]", () => {
  it("is charged once, however often it is asked, also at the same time", async () => {
    const bought = await buy("team_seat_monthly", 3);
    await running.advance(5 * DAY);
    const intent = {
      ...bought,
      quantity: 5,
      prorationAt: sandboxNow(running),
      idempotencyKey: `seats:${bought.customerId}:1`,
    };
    const [first, ...others] = await Promise.all([applyChange(intent), applyChange(intent), applyChange(intent)]);
    for (const other of others) expect(other).toEqual(first);
    await running.advance(DAY);
    expect(await applyChange(intent)).toEqual(first);
    expect(await chargesOf(bought)).toHaveLength(2);
  });

  it.each(["error_after", "reset_after"])(
    "is charged once when the answer of the first try is lost (%s) [case 38]",
    async (effect) => {
      const bought = await buy("team_seat_monthly", 3);
      await running.advance(5 * DAY);
      const intent = {
        ...bought,
        quantity: 5,
        prorationAt: sandboxNow(running),
        idempotencyKey: `seats:${bought.customerId}:1`,
      };
      await control(running, "/faults", { path: `/v1/subscriptions/${bought.subscriptionId}`, method: "POST", effect });
      const first = await applyChange(intent).catch((error: unknown) => error);
      const later = { ...intent, idempotencyKey: `seats:${bought.customerId}:2` };
      if (first instanceof Error) expect(first).toMatchObject({ code: "UPSTREAM" });
      else expect(first).toMatchObject({ pending: false });
      expect((await subscriptionOf(bought)).items[0]?.quantity).toBe(5);
      expect(await chargesOf(bought)).toHaveLength(2);
      expect(await applyChange({ ...later, quantity: 6 })).toMatchObject({ pending: false });
    },
  );

  it("with other values is a conflict, and changes nothing", async () => {
    const bought = await buy("team_seat_monthly", 3);
    const intent = {
      ...bought,
      quantity: 5,
      prorationAt: sandboxNow(running),
      idempotencyKey: `seats:${bought.customerId}:1`,
    };
    await applyChange(intent);
    await expect(applyChange({ ...intent, quantity: 50 })).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await subscriptionOf(bought)).items[0]?.quantity).toBe(5);
  });
});

it("an increase that is not paid waits, grants nothing, and applies once its invoice is paid [case 27]", async () => {
  const bought = await buy("team_seat_monthly", 3);
  await giveCard(bought.customerId, "pm_card_chargeCustomerFail");
  await running.advance(5 * DAY);
  const change = { ...bought, quantity: 9, prorationAt: sandboxNow(running) };
  const result = await applyChange({ ...change, idempotencyKey: `seats:${bought.customerId}:1` });
  expect(result).toMatchObject({ pending: true, invoice: { status: "open" } });
  expect(result.invoice?.hostedUrl).toMatch(/^http/);
  const waiting = await subscriptionOf(bought);
  expect(waiting.items[0]?.quantity).toBe(3);
  expect(waiting.pendingUpdate?.items).toEqual([{ lookupKey: "team_seat_monthly", quantity: 9 }]);

  const invoiceId = result.invoice?.id ?? "";
  await expect(stripeClient().invoices.pay(invoiceId)).rejects.toMatchObject({ code: "card_declined" });
  await giveCard(bought.customerId, "pm_card_visa");
  await stripeClient().invoices.pay(invoiceId);
  expect((await stripeClient().invoices.retrieve(invoiceId)).status).toBe("paid");
  const applied = await subscriptionOf(bought);
  expect(applied).toMatchObject({ pendingUpdate: null, items: [{ quantity: 9 }] });
});

it("a decrease is planned, shown, replaced, given up, and comes with the next period [case 28]", async () => {
  const bought = await buy("team_seat_monthly", 8);
  const plan = (quantity: number, n: number) =>
    scheduleChange({
      ...bought,
      lookupKey: "team_seat_monthly",
      quantity,
      idempotencyKey: `plan:${bought.customerId}:${n}`,
    });
  const { items } = await subscriptionOf(bought);
  const first = await plan(5, 1);
  expect(first.at).toEqual(items[0]?.periodEnd);
  expect((await subscriptionOf(bought)).scheduled).toEqual({
    at: first.at,
    items: [{ lookupKey: "team_seat_monthly", quantity: 5 }],
  });
  const second = await plan(4, 2);
  expect(second.scheduleId).toBe(first.scheduleId);
  await releaseSchedule(first.scheduleId);
  await releaseSchedule(first.scheduleId);
  expect(await subscriptionOf(bought)).toMatchObject({ scheduled: null, items: [{ quantity: 8 }] });

  await plan(4, 3);
  expect((await subscriptionOf(bought)).items[0]?.quantity).toBe(8);
  await running.advance(32 * DAY);
  expect(await subscriptionOf(bought)).toMatchObject({ status: "active", items: [{ quantity: 4 }] });
  expect((await chargesOf(bought)).map(({ amount }) => amount)).toEqual([4 * 1_900, 8 * 1_900]);
});

it("cancelling at the period's end, taking it back, and ending now with a credit [case 29]", async () => {
  const bought = await buy("team_seat_monthly", 4);
  const { subscriptionId } = bought;
  const { scheduleId } = await scheduleChange({
    ...bought,
    lookupKey: "team_seat_monthly",
    quantity: 3,
    idempotencyKey: `plan:${subscriptionId}:1`,
  });
  await cancelAtPeriodEnd({ subscriptionId, scheduleId, idempotencyKey: `cancel:${subscriptionId}:1` });
  const canceling = await subscriptionOf(bought);
  expect(canceling).toMatchObject({ status: "active", scheduled: null, cancelAt: canceling.items[0]?.periodEnd });
  expect(await previewUpcoming(subscriptionId)).toBeNull();

  for (const n of [1, 2]) await resumeSubscription({ subscriptionId, idempotencyKey: `resume:${subscriptionId}:${n}` });
  expect((await subscriptionOf(bought)).cancelAt).toBeNull();
  expect(await previewUpcoming(subscriptionId)).toMatchObject({ amountDue: 4 * 1_900 });

  const end = Math.floor((canceling.items[0]?.periodEnd.getTime() ?? 0) / 1000);
  await stripeClient().subscriptions.update(subscriptionId, { cancel_at: end });
  expect((await subscriptionOf(bought)).cancelAt).toEqual(canceling.cancelAt);
  await resumeSubscription({ subscriptionId, idempotencyKey: `resume:${subscriptionId}:3` });
  expect((await subscriptionOf(bought)).cancelAt).toBeNull();

  await running.advance(10 * DAY);
  for (const _ of [1, 2]) await cancelNow({ subscriptionId, prorate: true });
  const state = await stateOf(bought);
  expect(state.subscriptions[0]).toMatchObject({ status: "canceled" });
  expect(state.balance).toBeLessThan(0);
  expect(state.balance).toBeGreaterThan(-4 * 1_900);
});

it("ending a trial costs what its preview said, and a purchase at its end costs nothing today [case 31]", async () => {
  const bought = await buy("team_seat_monthly", 3, { trialDays: 14 });
  const preview = await previewTrialEnd(bought.subscriptionId);
  expect(preview).toMatchObject({ amountDue: 3 * 1_900, recurringTotal: 3 * 1_900 });
  const { subscriptionId } = bought;
  const result = await endTrial({ subscriptionId, idempotencyKey: `trial:${subscriptionId}:1` });
  expect(result).toMatchObject({ status: "active", invoice: { amountDue: preview.amountDue } });

  const priceId = await priceIdOf("team_seat_yearly");
  const customerId = await customerWith("pm_card_visa");
  const trialEnd = new Date(sandboxNow(running).getTime() + 5 * DAY * 1000);
  expect(await previewPurchase({ customerId, priceId, quantity: 4, trialEnd })).toMatchObject({
    amountDue: 0,
    recurringTotal: 4 * 19_000,
    nextRenewalAt: trialEnd,
  });
  for (const of of [customerId, null]) {
    expect(await previewPurchase({ customerId: of, priceId, quantity: 4, trialEnd: null })).toMatchObject({
      amountDue: 4 * 19_000,
      recurringTotal: 4 * 19_000,
    });
  }
});
