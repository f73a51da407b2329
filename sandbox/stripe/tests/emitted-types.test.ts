import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { thinEvent } from "../events/thin";
import { fieldsOf } from "../http/fields";
import type { Fields } from "../types";
import { catalogue, customers, meters, pages, team } from "./history.test-support";
import { actions, byInvoice, failures } from "./history-of-payments.test-support";
import { distinct, judge } from "./judge.test-support";
import { Recorder } from "./recorder.test-support";
import { startWorld, type World } from "./world.test-support";

let world: World;
let emitted: Fields[] = [];
const recorder = new Recorder();

beforeAll(async () => {
  const started = await startWorld();
  world = { ...started, stripe: recorder.client(started.port) };
  const chapters = [catalogue, customers, team, failures, actions, byInvoice, pages, meters];
  for (const chapter of chapters) await chapter(world);
  // The list of events shows the last 30 days; this history takes years.
  for (const event of world.sandbox.store.all("event")) {
    const { data } = fieldsOf(fieldsOf(event.data).object);
    recorder.keep(event.thin === true ? { ...thinEvent(event), data } : event);
  }
  emitted = distinct(recorder.objects);
}, 120_000);
afterAll(() => world.stop());

function kinds(): string[] {
  return [...new Set(emitted.map(({ object }) => String(object)))].sort();
}

function eventTypes(): string[] {
  return [...new Set(emitted.filter(({ object }) => object === "event").map(({ type }) => String(type)))].sort();
}

it("emits only what the SDK's types promise: every field that they require, and none that they do not know", async () => {
  expect(await judge(emitted)).toEqual({ passed: true, said: "" });
}, 120_000);

/** What the history must have met: it may grow, and must not shrink unseen. */
const KINDS =
  "billing.meter billing.meter_event billing.meter_event_summary billing_portal.configuration " +
  "billing_portal.session charge checkout.session customer dispute event invoice invoice_payment invoiceitem " +
  "line_item payment_method price product refund subscription subscription_item subscription_schedule tax_id " +
  "v2.core.event";
const EVENTS =
  "billing.meter.created billing.meter.deactivated billing.meter.reactivated " +
  "billing_portal.configuration.created billing_portal.session.created " +
  "charge.dispute.created charge.dispute.funds_withdrawn charge.failed charge.refunded charge.succeeded " +
  "checkout.session.completed checkout.session.expired customer.created customer.deleted " +
  "customer.subscription.created customer.subscription.deleted " +
  "customer.subscription.pending_update_applied customer.subscription.pending_update_expired " +
  "customer.subscription.trial_will_end customer.subscription.updated " +
  "customer.tax_id.created customer.tax_id.deleted customer.updated invoice.created invoice.finalized " +
  "invoice.marked_uncollectible invoice.overdue invoice.paid invoice.payment_action_required " +
  "invoice.payment_failed invoice.payment_succeeded invoice.sent invoice.upcoming invoice.updated " +
  "invoice.voided invoice.will_be_due invoice_payment.paid invoiceitem.created payment_intent.canceled " +
  "payment_intent.created payment_intent.payment_failed payment_intent.requires_action payment_intent.succeeded " +
  "payment_method.attached payment_method.detached price.created product.created refund.created " +
  "subscription_schedule.canceled subscription_schedule.created subscription_schedule.expiring " +
  "subscription_schedule.released subscription_schedule.updated";

it("judges a broad history", () => {
  expect(kinds()).toEqual(expect.arrayContaining(KINDS.split(" ")));
  expect(eventTypes()).toEqual(expect.arrayContaining(EVENTS.split(" ")));
});

describe("the judge", () => {
  const sampleOf = (kind: string): Fields => {
    const found = emitted.find(({ object, deleted }) => object === kind && deleted !== true);
    if (!found) throw new Error(`no ${kind} was emitted`);
    return found;
  };
  const without = (fields: Fields, gone: string): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => name !== gone));

  it.each([
    [
      "a field is missing",
      () => [without(sampleOf("subscription"), "billing_mode")],
      "Stripe.Subscription",
      "billing_mode",
    ],
    ["a field is unknown", () => [{ ...sampleOf("invoice"), subscription: "sub_1" }], "Stripe.Invoice", "subscription"],
    ["a field is of another kind", () => [{ ...sampleOf("customer"), created: "now" }], "Stripe.Customer", "created"],
    [
      "a word is misspelled",
      () => [{ ...sampleOf("subscription"), status: "cancelled" }],
      "Stripe.Subscription",
      "cancelled",
    ],
    ["an event is of no known type", () => [{ ...sampleOf("event"), type: "invoice.eaten" }], "invoice.eaten", "never"],
  ])(
    "refuses a dump in which %s",
    async (_what, broken, type, words) => {
      const { passed, said } = await judge(broken());
      expect(passed).toBe(false);
      expect(said).toContain(type);
      expect(said).toContain(words);
    },
    60_000,
  );

  it("looks into an event's object", async () => {
    const event = emitted.find(({ type }) => type === "invoice.paid") ?? {};
    const invoice = without(fieldsOf(fieldsOf(event.data).object), "currency");
    const { passed, said } = await judge([{ ...event, data: { object: invoice } }]);
    expect(passed).toBe(false);
    expect(said).toContain("currency");
  }, 60_000);
});
