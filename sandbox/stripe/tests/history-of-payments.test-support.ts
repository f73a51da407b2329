import { card, press, visit } from "../pages/browser.test-support";
import { DAY, newCustomer, priceOf, refused, type World } from "./history-world.test-support";
import { control } from "./sdk.test-support";

/** A renewal that fails to its last retry, in each of the ways that it can end; then the hosted page. */
export async function failures(world: World): Promise<void> {
  const { running, stripe } = world;
  const price = await priceOf(world, "pro_monthly");
  for (const final of ["past_due", "unpaid", "cancel", "pause"]) {
    await control(running, "POST", "/settings", { final, tax: { DE: 19 } });
    const customer = await newCustomer(world, "pm_card_visa");
    await stripe.customers.update(customer, { address: { country: "DE" } });
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price }],
      automatic_tax: { enabled: true },
    });
    const { id: bad } = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
    await stripe.subscriptions.update(subscription.id, { default_payment_method: bad });
    await running.advance(31 * DAY);
    await running.advance(16 * DAY);
    const [invoice] = (await stripe.invoices.list({ customer, limit: 1 })).data;
    const page = await visit(invoice?.hosted_invoice_url ?? "");
    await press(await press(page, "pay", card("4000 0000 0000 0341")), "pay", card());
    await stripe.invoices.list({ customer, expand: ["data.payments"] });
  }
}

/** Payments that wait for the buyer: 3-D Secure paid, failed, and left until it expires; pending updates the same. */
export async function actions(world: World): Promise<void> {
  const { running, stripe } = world;
  const price = await priceOf(world, "team_seat_monthly");
  const items = [{ price, quantity: 3 }];
  const customer = await newCustomer(world, "pm_card_authenticationRequired");
  const open = async () => {
    const made = await stripe.subscriptions.create({ customer, items, expand: ["latest_invoice.confirmation_secret"] });
    const invoice = typeof made.latest_invoice === "object" ? made.latest_invoice : null;
    return visit(invoice?.hosted_invoice_url ?? "");
  };
  await press(await open(), "confirm");
  await press(await open(), "refuse");
  await open();
  await running.advance(DAY);
  const [active] = (await stripe.subscriptions.list({ customer, status: "active" })).data;
  const [item] = active?.items.data ?? [];
  if (!active || !item) throw new Error("nothing is active");
  await stripe.subscriptions.update(active.id, {
    items: [{ id: item.id, quantity: 9 }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
  });
  await running.advance(DAY);
  await refused(
    stripe.subscriptions.update(active.id, {
      items: [{ id: item.id, quantity: 9 }],
      proration_behavior: "always_invoice",
      payment_behavior: "error_if_incomplete",
    }),
  );
}

/** A contract that is sent, a trial that pauses, one that ends early, and invoices made by hand. */
export async function byInvoice(world: World): Promise<void> {
  const { running, stripe } = world;
  const price = await priceOf(world, "team_seat_yearly");
  const customer = await newCustomer(world);
  const sent = await stripe.subscriptions.create({
    customer,
    items: [{ price, quantity: 40 }],
    collection_method: "send_invoice",
    days_until_due: 30,
  });
  await running.advance(31 * DAY);
  const [due] = (await stripe.invoices.list({ customer, subscription: sent.id })).data;
  await stripe.invoices.markUncollectible(due?.id ?? "");
  await stripe.invoices.pay(due?.id ?? "", { paid_out_of_band: true });
  await stripe.invoiceItems.create({ customer, amount: 500, currency: "usd", description: "Setup" });
  const draft = await stripe.invoices.create({
    customer,
    collection_method: "send_invoice",
    days_until_due: 5,
    pending_invoice_items_behavior: "include",
  });
  await stripe.invoices.update(draft.id ?? "", { description: "By hand" });
  await stripe.invoices.finalizeInvoice(draft.id ?? "");
  await stripe.invoices.voidInvoice(draft.id ?? "");
  await stripe.invoices.listLineItems(draft.id ?? "");
  const items = [{ price: await priceOf(world, "pro_monthly") }];
  const pausing = await newCustomer(world);
  const trial = await stripe.subscriptions.create({
    customer: pausing,
    items,
    trial_period_days: 14,
    trial_settings: { end_behavior: { missing_payment_method: "pause" } },
  });
  await running.advance(15 * DAY);
  const { id: method } = await stripe.paymentMethods.attach("pm_card_visa", { customer: pausing });
  await stripe.customers.update(pausing, { invoice_settings: { default_payment_method: method } });
  await stripe.subscriptions.resume(trial.id);
  const early = await stripe.subscriptions.create({ customer: pausing, items, trial_period_days: 14 });
  await stripe.subscriptions.update(early.id, { trial_end: "now" });
  await stripe.subscriptions.update(early.id, { pause_collection: { behavior: "void" } });
  await stripe.invoices.createPreview({ customer: pausing, subscription: early.id });
  const planned = await stripe.subscriptionSchedules.create({ from_subscription: trial.id });
  await stripe.subscriptionSchedules.cancel(planned.id);
  await stripe.customers.del(pausing);
}
