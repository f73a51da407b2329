import { card, press, visit } from "./browser.test-support";
import { control, DAY, giveCard, newCustomer, nowOf, priceOf, type World } from "./world.test-support";

export async function catalogue({ stripe }: World): Promise<void> {
  const product = await stripe.products.create({ name: "Extra" });
  const recurring = { interval: "month" } as const;
  await stripe.prices.create({ product: product.id, currency: "jpy", unit_amount: 500, recurring });
}

export async function customers(world: World): Promise<void> {
  const { stripe } = world;
  const customer = await stripe.customers.create({
    email: "a@b.example",
    name: "Acme",
    metadata: { packhouse_account: "x" },
  });
  const address = { line1: "1 Main St", city: "Berlin", country: "DE", postal_code: "10115" };
  await stripe.customers.update(customer.id, { address, balance: -100 });
  const taxId = await stripe.customers.createTaxId(customer.id, { type: "eu_vat", value: "DE123456789" });
  await stripe.customers.createTaxId(customer.id, { type: "us_ein", value: "12-3456789" });
  await stripe.customers.retrieve(customer.id, { expand: ["tax_ids"] });
  await stripe.customers.listTaxIds(customer.id);
  await stripe.customers.deleteTaxId(customer.id, taxId.id);
  await giveCard(world, customer.id, "pm_card_mastercard");
  await stripe.customers.del(customer.id);
}

/** Trial by checkout, renewal, changes with and without payment, a schedule, refund, dispute, end. */
export async function team(world: World): Promise<string> {
  const { stripe } = world;
  const customer = await newCustomer(world, null);
  const price = await priceOf(world, "team_seat_monthly");
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    customer_update: { name: "auto", address: "auto" },
    line_items: [{ price, quantity: 3, adjustable_quantity: { enabled: true, minimum: 3, maximum: 50 } }],
    subscription_data: { trial_end: nowOf(world) + 14 * DAY, metadata: { a: "b" } },
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
  await world.advance(16 * DAY);
  await world.advance(31 * DAY);
  const at = nowOf(world);
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
  await world.advance(32 * DAY);
  await world.advance(32 * DAY);
  await reversals(world, customer.id);
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
  const dropped = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
  await stripe.subscriptionSchedules.release(dropped.id);
  await stripe.subscriptions.cancel(subscription.id, { prorate: true, invoice_now: true });
  return customer.id;
}

export async function pages(world: World): Promise<void> {
  const { stripe } = world;
  const { id: customer } = await newCustomer(world, null);
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
  const second = await visit(`${portal.url}?view=card`);
  await press(second, "card", card());
  await press(await visit(`${portal.url}?view=home`), "remove_card");
}

export async function meters(world: World): Promise<void> {
  const { stripe } = world;
  const { id: customer } = await newCustomer(world, null);
  const meter = await stripe.billing.meters.create({
    display_name: "Calls",
    event_name: "api_calls",
    default_aggregation: { formula: "sum" },
  });
  for (const stripe_customer_id of [customer, "cus_x"]) {
    await stripe.billing.meterEvents.create({ event_name: "api_calls", payload: { stripe_customer_id, value: "7" } });
  }
  const now = Math.floor(nowOf(world) / 3600) * 3600;
  const window = { start_time: now - 3600, end_time: now + 7200 };
  await stripe.billing.meters.listEventSummaries(meter.id, { customer, ...window });
  await stripe.billing.meters.deactivate(meter.id);
  await stripe.billing.meters.reactivate(meter.id);
}

async function reversals(world: World, customer: string): Promise<void> {
  const { stripe } = world;
  const charges = (await stripe.charges.list({ customer })).data.filter(({ paid }) => paid);
  const [first, second] = charges;
  if (!first || !second) throw new Error("no charges");
  await stripe.refunds.create({ charge: first.id, amount: 100, reason: "requested_by_customer" });
  await stripe.charges.retrieve(first.id);
  await stripe.charges.list({ customer, expand: ["data.refunds", "data.payment_intent"] });
  await control(world, "POST", "/disputes", { charge: second.id });
  await stripe.disputes.list({ charge: second.id });
  const [invoice] = (await stripe.invoices.list({ customer, status: "paid" })).data;
  await stripe.invoicePayments.list({ invoice: invoice?.id ?? "", expand: ["data.payment.payment_intent"] });
}
