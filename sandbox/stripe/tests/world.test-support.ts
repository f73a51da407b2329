import Stripe from "stripe";
import { fieldsOf, isFields, textOf } from "../http/fields";
import { type RunningSandbox, type SandboxOptions, startSandbox } from "../server";
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

/** A sandbox of its own, and the unmodified SDK that speaks to it. */
export type World = RunningSandbox & { stripe: Stripe };

/** 15 Jan 2027, 12:00 UTC: no leap year, a month of 31 days. */
export const JANUARY: SandboxOptions = { startAt: new Date("2027-01-15T12:00:00Z"), seed: "world" };

/** Defects of the sandbox fail the test that meets them. */
export async function startWorld(options: SandboxOptions = {}): Promise<World> {
  const report = (error: unknown) => {
    throw error;
  };
  const running = await startSandbox({ report, ...options });
  return { ...running, stripe: clientOf(running.port) };
}

export function clientOf(port: number, more: Stripe.StripeConfig = {}): Stripe {
  const where = { host: "127.0.0.1", port, protocol: "http" } as const;
  return new Stripe("sk_test_sandbox", { ...where, maxNetworkRetries: 0, timeout: 10_000, telemetry: false, ...more });
}

/** A call of the control API; its answer as it came. */
export async function control({ url }: { url: string }, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${url}/_control${path}`, {
    method,
    ...(body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return JSON.parse(text);
}

/** Who buys, with a card that is charged by itself, or with none. */
export async function newCustomer(world: World, card: string | null = CARD.good): Promise<Stripe.Customer> {
  const customer = await world.stripe.customers.create({ name: "Acme Inc.", email: "billing@acme.example" });
  if (card !== null) await giveCard(world, customer.id, card);
  return customer;
}

/** Gives the customer another card for everything that follows. */
export async function giveCard({ stripe }: World, customer: string, card: string): Promise<string> {
  const { id } = await stripe.paymentMethods.attach(card, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
  return id;
}

export async function priceOf({ stripe }: World, lookupKey: string): Promise<string> {
  const [price] = (await stripe.prices.list({ lookup_keys: [lookupKey] })).data;
  if (!price) throw new Error(`no price ${lookupKey}`);
  return price.id;
}

export const nowOf = ({ sandbox }: World): number => sandbox.clock.now();

/** Moves the world's clock to an instant. */
export const advanceTo = (world: World, at: number): Promise<void> => world.advance(at - nowOf(world));

export function itemOf(subscription: Stripe.Subscription, index = 0): Stripe.SubscriptionItem {
  const item = subscription.items.data[index];
  if (!item) throw new Error("no item");
  return item;
}

export async function latestInvoice({ stripe }: World, subscription: string): Promise<Stripe.Invoice> {
  const { latest_invoice } = await stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice.payments"] });
  if (!latest_invoice || typeof latest_invoice === "string") throw new Error("no invoice");
  return latest_invoice;
}

export function linesOf(invoice: Stripe.Invoice): [description: string, amount: number][] {
  return invoice.lines.data.map((line) => [line.description ?? "", line.amount]);
}

function objectOf(event: Wire): Record<string, unknown> {
  return fieldsOf(fieldsOf(event.data).object);
}

/** Types of the events, the oldest first; `about` keeps those whose object has this id. */
export function eventsOf({ sandbox }: World, about?: string): string[] {
  const events = [...sandbox.store.all("event")].reverse();
  return events.filter((event) => about === undefined || objectOf(event).id === about).map(({ type }) => String(type));
}

export function lastEvent({ sandbox }: World, type: string): { object: Record<string, unknown>; previous: unknown } {
  const event = sandbox.store.all("event").find((one) => one.type === type);
  if (!event) throw new Error(`no event ${type}`);
  return { object: objectOf(event), previous: fieldsOf(event.data).previous_attributes };
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
