import { card, press, visit } from "./browser.test-support";
import { CARD, control, DAY, giveCard, itemOf, newCustomer, priceOf, type World } from "./world.test-support";

/** A renewal that fails to its last retry, in each of the ways that it can end; then the hosted page. */
export async function failures(world: World): Promise<void> {
  const { stripe } = world;
  const price = await priceOf(world, "pro_monthly");
  for (const final of ["past_due", "unpaid", "cancel"]) {
    await control(world, "POST", "/settings", { final, tax: { DE: 19 } });
    const { id: customer } = await newCustomer(world);
    await stripe.customers.update(customer, { address: { country: "DE" } });
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price }],
      automatic_tax: { enabled: true },
    });
    const bad = await giveCard(world, customer, CARD.failsLater);
    await stripe.subscriptions.update(subscription.id, { default_payment_method: bad });
    await world.advance(31 * DAY);
    await world.advance(16 * DAY);
    const [invoice] = (await stripe.invoices.list({ customer, limit: 1 })).data;
    const page = await visit(invoice?.hosted_invoice_url ?? "");
    await press(await press(page, "pay", card("4000 0000 0000 0341")), "pay", card());
    await stripe.invoices.list({ customer, expand: ["data.payments"] });
  }
}

/** Payments that wait for the buyer: 3-D Secure paid, failed, and left until it expires; pending updates the same. */
export async function actions(world: World): Promise<void> {
  const { stripe } = world;
  const price = await priceOf(world, "team_seat_monthly");
  const items = [{ price, quantity: 3 }];
  const { id: customer } = await newCustomer(world, CARD.asksBank);
  const open = async () => {
    const made = await stripe.subscriptions.create({ customer, items, expand: ["latest_invoice.confirmation_secret"] });
    const invoice = typeof made.latest_invoice === "object" ? made.latest_invoice : null;
    return visit(invoice?.hosted_invoice_url ?? "");
  };
  await press(await open(), "confirm");
  await press(await open(), "refuse");
  await open();
  await world.advance(DAY);
  const [active] = (await stripe.subscriptions.list({ customer, status: "active" })).data;
  const [item] = active?.items.data ?? [];
  if (!active || !item) throw new Error("nothing is active");
  await stripe.subscriptions.update(active.id, {
    items: [{ id: item.id, quantity: 9 }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
  });
  await world.advance(DAY);
}

/** A contract that is sent, an invoice made by hand, and a trial that ends early. */
export async function byInvoice(world: World): Promise<void> {
  const { stripe } = world;
  const { id: customer } = await newCustomer(world, null);
  const sent = await stripe.subscriptions.create({
    customer,
    items: [{ price: await priceOf(world, "team_seat_yearly"), quantity: 40 }],
    collection_method: "send_invoice",
    days_until_due: 30,
  });
  await world.advance(31 * DAY);
  const [due] = (await stripe.invoices.list({ customer, subscription: sent.id })).data;
  await stripe.invoices.markUncollectible(due?.id ?? "");
  await stripe.invoices.pay(due?.id ?? "", { paid_out_of_band: true });
  const { id: draft } = await stripe.invoices.create({ customer });
  await stripe.invoiceItems.create({ customer, invoice: draft, amount: 500, currency: "usd" });
  await stripe.invoices.finalizeInvoice(draft);
  await stripe.invoices.voidInvoice(draft);
  await stripe.invoices.listLineItems(draft);
  const { id: other } = await newCustomer(world);
  const items = [{ price: await priceOf(world, "pro_monthly") }];
  const early = await stripe.subscriptions.create({ customer: other, items, trial_period_days: 14 });
  await world.advance(12 * DAY);
  await stripe.subscriptions.update(early.id, { trial_end: "now" });
  await stripe.subscriptionItems.update(itemOf(early).id, { quantity: 2 });
  await stripe.invoices.createPreview({ subscription: early.id });
  await stripe.subscriptionSchedules.create({ from_subscription: early.id });
  await stripe.customers.del(other);
}
