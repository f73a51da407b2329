import type Stripe from "stripe";
import { isFields, textOf } from "../http/fields";
import type { RunningSandbox, SandboxOptions } from "../server";
import { clientOf, start } from "../tests/sdk.test-support";
import type { Wire } from "../types";

export const DAY = 86_400;
export const HOUR = 3_600;

export const CARD = {
  good: "pm_card_visa",
  failsLater: "pm_card_chargeCustomerFail",
  asksBank: "pm_card_authenticationRequired",
  asksOnce: "pm_card_authenticationRequiredOnSetup",
  disputed: "pm_card_createDispute",
} as const;

/** A sandbox, the SDK, and a customer who buys. */
export type Shop = RunningSandbox & { stripe: Stripe };

/** 15 Jan 2027, 12:00 UTC: no leap year, a month of 31 days. */
const OPENING = new Date("2027-01-15T12:00:00Z");

export async function openShop(options: SandboxOptions = {}): Promise<Shop> {
  const running = await start({ startAt: OPENING, seed: "shop", ...options });
  return { ...running, stripe: clientOf(running) };
}

export async function makeCustomer(
  shop: Shop,
  card: string | null = CARD.good,
  more: Stripe.CustomerCreateParams = {},
) {
  return shop.stripe.customers.create({
    name: "Acme Inc.",
    email: "billing@acme.example",
    ...(card === null ? {} : { payment_method: card, invoice_settings: { default_payment_method: card } }),
    ...more,
  });
}

/** Gives the customer another card for everything that follows. */
export async function giveCard(shop: Shop, customer: string, card: string): Promise<void> {
  const { id } = await shop.stripe.paymentMethods.attach(card, { customer });
  await shop.stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
}

export async function priceOf(shop: Shop, lookupKey: string): Promise<string> {
  const { data } = await shop.stripe.prices.list({ lookup_keys: [lookupKey] });
  if (!data[0]) throw new Error(`no price ${lookupKey}`);
  return data[0].id;
}

export const nowOf = (shop: Shop): number => shop.sandbox.clock.now();

/** Moves the shop's clock to an instant. */
export const advanceTo = (shop: Shop, at: number): Promise<void> => shop.advance(at - nowOf(shop));

export function itemOf(subscription: Stripe.Subscription, index = 0): Stripe.SubscriptionItem {
  const item = subscription.items.data[index];
  if (!item) throw new Error("no item");
  return item;
}

export async function latestInvoice(shop: Shop, subscription: string): Promise<Stripe.Invoice> {
  const { latest_invoice } = await shop.stripe.subscriptions.retrieve(subscription, {
    expand: ["latest_invoice.payments"],
  });
  if (!latest_invoice || typeof latest_invoice === "string") throw new Error("no invoice");
  return latest_invoice;
}

/** Events in the order they were made; `about` keeps those whose object has this id. */
export function eventsOf(shop: Shop, about?: string): string[] {
  const events = [...shop.sandbox.store.all("event")].reverse();
  return events.filter((event) => about === undefined || objectOf(event).id === about).map(({ type }) => String(type));
}

export function lastEvent(shop: Shop, type: string): { object: Record<string, unknown>; previous: unknown } {
  const event = shop.sandbox.store.all("event").find((one) => one.type === type);
  if (!event) throw new Error(`no event ${type}`);
  const data = isFields(event.data) ? event.data : {};
  return { object: objectOf(event), previous: data.previous_attributes };
}

function objectOf(event: Wire): Record<string, unknown> {
  const data = isFields(event.data) ? event.data : {};
  return isFields(data.object) ? data.object : {};
}

/** Code and message that a call was refused with. */
export async function refusal(work: Promise<unknown>): Promise<{ code: string; param: string; message: string }> {
  const error: unknown = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (!(error instanceof Error) || !isFields(error)) throw new Error("It was not refused.");
  return { code: textOf(error.code) ?? "", param: textOf(error.param) ?? "", message: error.message };
}

export function linesOf(invoice: Stripe.Invoice): [description: string, amount: number][] {
  return invoice.lines.data.map((line) => [line.description ?? "", line.amount]);
}
