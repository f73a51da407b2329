import Stripe from "stripe";
import { card, press, visit } from "../pages/browser.test-support";
import { DAY, newCustomer, priceOf, type World } from "./history-world.test-support";
import { control } from "./sdk.test-support";

export async function catalogue({ stripe }: World): Promise<void> {
  const product = await stripe.products.create({ name: "Extra", metadata: { a: "b" } });
  await stripe.products.update(product.id, { description: "More" });
  const price = await stripe.prices.create({ product: product.id, currency: "jpy", unit_amount: 500 });
  await stripe.prices.update(price.id, { nickname: "Yen", active: false });
  await stripe.prices.create({
    product: product.id,
    currency: "usd",
    unit_amount_decimal: Stripe.Decimal.from("0.25"),
    recurring: { interval: "month" },
  });
  const gone = await stripe.products.create({ name: "Gone" });
  await stripe.products.del(gone.id);
  const endpoint = await stripe.webhookEndpoints.create({ url: "http://127.0.0.1:9/hook", enabled_events: ["*"] });
  await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
  await stripe.webhookEndpoints.list();
  await stripe.webhookEndpoints.del(endpoint.id);
}

export async function customers({ stripe }: World): Promise<void> {
  const customer = await stripe.customers.create({
    email: "a@b.example",
    name: "Acme",
    address: { line1: "1 Main St", city: "Berlin", country: "DE", postal_code: "10115" },
    shipping: { name: "Acme", address: { line1: "1 Main St" } },
    payment_method: "pm_card_visa",
    metadata: { packhouse_account: "x" },
  });
  await stripe.customers.update(customer.id, { phone: "+49", balance: -100 });
  await stripe.customers.retrieve(customer.id, { expand: ["tax_ids", "subscriptions", "sources"] });
  const taxId = await stripe.customers.createTaxId(customer.id, { type: "eu_vat", value: "DE123456789" });
  await stripe.taxIds.create({
    type: "us_ein",
    value: "12-3456789",
    owner: { type: "customer", customer: customer.id },
  });
  await stripe.customers.listTaxIds(customer.id);
  await stripe.customers.deleteTaxId(customer.id, taxId.id);
  const method = await stripe.paymentMethods.attach("pm_card_mastercard", { customer: customer.id });
  await stripe.paymentMethods.update(method.id, { billing_details: { name: "Ada" } });
  await stripe.paymentMethods.list({ customer: customer.id });
  await stripe.paymentMethods.detach(method.id);
  await stripe.customers.del(customer.id);
}

/** Trial by checkout, renewal, changes with and without payment, a schedule, refund, dispute, end. */
export async function team(world: World): Promise<string> {
  const { running, stripe } = world;
  const customer = await stripe.customers.create({ email: "ada@acme.example", name: "Acme" });
  const price = await priceOf(world, "team_seat_monthly");
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    customer_update: { name: "auto", address: "auto" },
    line_items: [{ price, quantity: 3, adjustable_quantity: { enabled: true, minimum: 3, maximum: 50 } }],
    subscription_data: { trial_end: running.sandbox.clock.now() + 14 * DAY, metadata: { a: "b" } },
    automatic_tax: { enabled: true },
    tax_id_collection: { enabled: true },
    success_url: "http://localhost/done",
    cancel_url: "http://localhost/back",
  });
  await press(await visit(session.url ?? ""), "pay", { ...card(), tax_id_type: "us_ein", tax_id: "12-3456789" });
  await stripe.checkout.sessions.retrieve(session.id, {
    expand: ["line_items", "subscription", "customer", "invoice"],
  });
  const [subscription] = (await stripe.subscriptions.list({ customer: customer.id })).data;
  const [item] = subscription?.items.data ?? [];
  if (!subscription || !item) throw new Error("nothing was bought");
  await running.advance(16 * DAY);
  await running.advance(31 * DAY);
  const at = running.sandbox.clock.now();
  await stripe.invoices.createPreview({
    customer: customer.id,
    subscription: subscription.id,
    subscription_details: {
      items: [{ id: item.id, quantity: 6 }],
      proration_behavior: "always_invoice",
      proration_date: at,
    },
  });
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item.id, quantity: 6 }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
    proration_date: at,
  });
  await stripe.subscriptions.update(subscription.id, { items: [{ id: item.id, quantity: 7 }] });
  await stripe.subscriptionItems.list({ subscription: subscription.id });
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
  const [phase] = schedule.phases;
  if (!phase) throw new Error("no phase");
  await stripe.subscriptionSchedules.update(schedule.id, {
    end_behavior: "release",
    phases: [
      { items: [{ price, quantity: 7 }], start_date: phase.start_date, end_date: phase.end_date },
      { items: [{ price, quantity: 4 }], duration: { interval: "month", interval_count: 1 } },
    ],
  });
  await running.advance(32 * DAY);
  await stripe.subscriptionSchedules.list({ customer: customer.id });
  await running.advance(32 * DAY);
  await reversals(world, customer.id);
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
  const dropped = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
  await stripe.subscriptionSchedules.release(dropped.id);
  await stripe.subscriptions.cancel(subscription.id, { prorate: true, invoice_now: true });
  await stripe.customers.listBalanceTransactions(customer.id);
  return customer.id;
}

export async function pages(world: World): Promise<void> {
  const { stripe } = world;
  const customer = await newCustomer(world);
  const left = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer,
    line_items: [{ price: await priceOf(world, "pro_monthly"), quantity: 1 }],
    success_url: "http://localhost/done",
  });
  await stripe.checkout.sessions.expire(left.id);
  const on = { enabled: true };
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      customer_update: { ...on, allowed_updates: ["name", "email", "address"] },
      payment_method_update: on,
      subscription_cancel: { ...on, mode: "at_period_end" },
      subscription_update: { enabled: false },
    },
  });
  const portal = await stripe.billingPortal.sessions.create({
    customer,
    configuration: configuration.id,
    return_url: "http://localhost/billing",
    flow_data: { type: "payment_method_update" },
  });
  await press(await visit(portal.url), "card", card("5555 5555 5555 4444"));
  const home = await visit(`${portal.url}?view=home`);
  await press(home, "details", { billing_name: "Initech", email: "c@d.example", line1: "2 Side St", country: "US" });
}

export async function meters({ running, stripe }: World): Promise<void> {
  const { id: customer } = await stripe.customers.create({ email: "m@n.example" });
  const meter = await stripe.billing.meters.create({
    display_name: "Calls",
    event_name: "api_calls",
    default_aggregation: { formula: "sum" },
  });
  await stripe.billing.meterEvents.create({
    event_name: "api_calls",
    payload: { stripe_customer_id: customer, value: "7" },
  });
  await stripe.billing.meterEvents.create({
    event_name: "api_calls",
    payload: { stripe_customer_id: "cus_x", value: "7" },
  });
  const now = Math.floor((Date.now() / 1000 + running.sandbox.clock.offset()) / 3600) * 3600;
  const window = { start_time: now - 3600, end_time: now + 7200 };
  await stripe.billing.meters.listEventSummaries(meter.id, { customer, ...window });
  await stripe.billing.meters.update(meter.id, { display_name: "API calls" });
  await stripe.billing.meters.deactivate(meter.id);
  await stripe.billing.meters.reactivate(meter.id);
}

async function reversals({ running, stripe }: World, customer: string): Promise<void> {
  const charges = (await stripe.charges.list({ customer })).data.filter(({ paid }) => paid);
  const [first, second] = charges;
  if (!first || !second) throw new Error("no charges");
  await stripe.refunds.create({ charge: first.id, amount: 100, reason: "requested_by_customer" });
  await stripe.charges.retrieve(first.id, { expand: ["refunds", "payment_intent"] });
  await control(running, "POST", "/disputes", { charge: second.id });
  const [dispute] = (await stripe.disputes.list({ limit: 1 })).data;
  if (!dispute) throw new Error("no dispute");
  await stripe.disputes.close(dispute.id);
  const [invoice] = (await stripe.invoices.list({ customer, status: "paid" })).data;
  await stripe.paymentIntents.list({ customer });
  await stripe.invoicePayments.list({ invoice: invoice?.id ?? "" });
}
