import { BILLING_MODE } from "@/lib/billing/stripe/billing-mode";
import { tellBreaker } from "@/lib/billing/stripe/breaker";
import { stripeClient } from "@/lib/billing/stripe/client";
import { createCustomer } from "@/lib/billing/stripe/customers";
import { priceIdOf } from "@/lib/billing/stripe/prices";
import { speakTo } from "@/lib/billing/stripe/recorded-stripe.test-support";
import { realNow } from "@/lib/clock";
import { type RunningSandbox, startSandbox } from "@/sandbox/stripe/server";

/** Points the process's Stripe at a new sandbox; a defect of the sandbox fails the test that meets it. */
export async function startGatewaySandbox(): Promise<RunningSandbox> {
  const sandbox = await startSandbox({
    report: (error) => {
      throw error;
    },
  });
  speakTo(sandbox.url);
  tellBreaker("answered");
  return sandbox;
}

export async function control(sandbox: RunningSandbox, path: string, body: object): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_control${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The sandbox's time, for pinned seconds. */
export function sandboxNow({ sandbox }: RunningSandbox): Date {
  return new Date(sandbox.clock.now() * 1000);
}

let made = 0;

/** A customer whose invoices are charged to the card. */
export async function customerWith(card: string): Promise<string> {
  made += 1;
  const id = await createCustomer({
    accountId: `account-${made}`,
    handle: `acme-${made}`,
    name: "Acme",
    email: `billing-${made}@acme.example`,
    idempotencyKey: `customer:account-${made}:${realNow().getTime()}`,
  });
  await giveCard(id, card);
  return id;
}

export async function giveCard(customer: string, card: string): Promise<void> {
  const { id } = await stripeClient().paymentMethods.attach(card, { customer });
  await stripeClient().customers.update(customer, { invoice_settings: { default_payment_method: id } });
}

export type Bought = { customerId: string; subscriptionId: string; itemId: string };

export async function buy(
  lookupKey: string,
  quantity: number,
  { card = "pm_card_visa", trialDays = 0 }: { card?: string; trialDays?: number } = {},
): Promise<Bought> {
  const customerId = await customerWith(card);
  const subscription = await stripeClient().subscriptions.create({
    customer: customerId,
    items: [{ price: await priceIdOf(lookupKey), quantity }],
    billing_mode: BILLING_MODE,
    ...(trialDays > 0 && { trial_period_days: trialDays }),
  });
  return { customerId, subscriptionId: subscription.id, itemId: subscription.items.data[0]?.id ?? "" };
}
