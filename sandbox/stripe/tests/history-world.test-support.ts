import type Stripe from "stripe";
import type { RunningSandbox } from "../server";

export const DAY = 86_400;

export type World = { running: RunningSandbox; stripe: Stripe };

export async function priceOf({ stripe }: World, key: string): Promise<string> {
  const [price] = (await stripe.prices.list({ lookup_keys: [key], expand: ["data.product"] })).data;
  if (!price) throw new Error(`no price ${key}`);
  return price.id;
}

/** A refusal belongs to the history; what is left behind is judged too. */
export async function refused(work: Promise<unknown>): Promise<void> {
  const outcome = await work.then(
    () => "done",
    () => "refused",
  );
  if (outcome === "done") throw new Error("was to be refused");
}

export async function newCustomer({ stripe }: World, method?: string): Promise<string> {
  const { id } = await stripe.customers.create({ email: "b@c.example", name: "Initech" });
  if (method === undefined) return id;
  const { id: card } = await stripe.paymentMethods.attach(method, { customer: id });
  await stripe.customers.update(id, { invoice_settings: { default_payment_method: card } });
  return id;
}
