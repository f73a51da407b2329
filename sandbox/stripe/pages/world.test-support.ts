import type Stripe from "stripe";
import type { RunningSandbox } from "../server";
import { clientOf, start } from "../tests/sdk.test-support";

export type World = { running: RunningSandbox; stripe: Stripe };

export async function startWorld(): Promise<World> {
  const running = await start();
  return { running, stripe: clientOf(running) };
}

export async function priceOf(stripe: Stripe, key: string): Promise<Stripe.Price> {
  const [price] = (await stripe.prices.list({ lookup_keys: [key] })).data;
  if (!price) throw new Error(`no price ${key}`);
  return price;
}

/** A customer with a card that is charged. */
export async function customerWith(stripe: Stripe, card = "pm_card_visa"): Promise<string> {
  const { id } = await stripe.customers.create({ email: "ada@acme.example", name: "Acme" });
  const method = await stripe.paymentMethods.attach(card, { customer: id });
  await stripe.customers.update(id, { invoice_settings: { default_payment_method: method.id } });
  return id;
}

/** Types of the events that name the id, the oldest first. */
export async function typesOf(stripe: Stripe, id: string): Promise<string[]> {
  const types: string[] = [];
  for await (const event of stripe.events.list({ limit: 100 })) {
    if (JSON.stringify(event.data.object).includes(id)) types.unshift(event.type);
  }
  return types;
}
