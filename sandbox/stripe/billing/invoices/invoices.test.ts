import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  control,
  DAY,
  eventsOf,
  HOUR,
  itemOf,
  JANUARY,
  latestInvoice,
  linesOf,
  newCustomer,
  nowOf,
  priceOf,
  refusal,
  startWorld,
  type World,
} from "../../tests/world.test-support";

let shop: World;
let monthly: string;

beforeAll(async () => {
  shop = await startWorld(JANUARY);
  monthly = await priceOf(shop, "team_seat_monthly");
});
afterAll(() => shop.stop());

describe("an invoice [case 26]", () => {
  it("goes from draft to open to paid, numbered by its customer, and is then unchangeable", async () => {
    const customer = await newCustomer(shop);
    const draft = await shop.stripe.invoices.create({ customer: customer.id });
    const add = (amount: number, description: string) =>
      shop.stripe.invoiceItems.create({
        customer: customer.id,
        invoice: draft.id,
        amount,
        currency: "usd",
        description,
      });
    await add(12_345, "Setup");
    expect(draft).toMatchObject({ status: "draft", number: null, billing_reason: "manual", auto_advance: false });
    expect(await shop.stripe.invoices.retrieve(draft.id)).toMatchObject({ total: 12_345 });
    await add(55, "More");
    const open = await shop.stripe.invoices.finalizeInvoice(draft.id);
    expect(open).toMatchObject({ status: "open", total: 12_400, number: `${customer.invoice_prefix}-0001` });
    expect(open.hosted_invoice_url).toBe(`${shop.url}/pages/invoices/${draft.id}`);
    expect(open.invoice_pdf).toBe(`${shop.url}/pages/invoices/${draft.id}/pdf`);
    expect(linesOf(open)).toEqual([
      ["Setup", 12_345],
      ["More", 55],
    ]);
    expect(await refusal(add(1, "Late"))).toMatchObject({ code: "invoice_not_editable" });
    expect((await shop.stripe.invoices.pay(draft.id)).status).toBe("paid");
    expect(await refusal(shop.stripe.invoices.voidInvoice(draft.id))).toMatchObject({ param: "invoice" });
    expect(await shop.stripe.invoices.retrieve(draft.id)).toMatchObject({ total: 12_400, amount_remaining: 0 });
  });

  it("can be void, or given up and still be paid", async () => {
    const customer = await newCustomer(shop);
    const owe = async () => {
      const draft = await shop.stripe.invoices.create({ customer: customer.id });
      await shop.stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 900, currency: "usd" });
      return (await shop.stripe.invoices.finalizeInvoice(draft.id)).id;
    };
    const voided = await shop.stripe.invoices.voidInvoice(await owe());
    expect(voided.status).toBe("void");
    expect(await refusal(shop.stripe.invoices.pay(voided.id))).toMatchObject({
      message: expect.stringContaining("void"),
    });
    const given = await shop.stripe.invoices.markUncollectible(await owe());
    expect(given.status).toBe("uncollectible");
    expect((await shop.stripe.invoices.pay(given.id)).status).toBe("paid");
    const elsewhere = await shop.stripe.invoices.pay(await owe(), { paid_out_of_band: true });
    expect(elsewhere).toMatchObject({ status: "paid", amount_remaining: 0 });
    expect(eventsOf(shop, elsewhere.id)).not.toContain("invoice.payment_succeeded");
    const numbers = (await shop.stripe.invoices.list({ customer: customer.id })).data.map(({ number }) =>
      number?.slice(-4),
    );
    expect(numbers).toEqual(["0003", "0002", "0001"]);
  });

  it("with many lines shows the first ten, and the rest by pages", async () => {
    const customer = await newCustomer(shop);
    const draft = await shop.stripe.invoices.create({ customer: customer.id });
    for (let n = 1; n <= 23; n++) {
      await shop.stripe.invoiceItems.create({
        customer: customer.id,
        invoice: draft.id,
        amount: n,
        currency: "usd",
        description: `Line ${n}`,
      });
    }
    const open = await shop.stripe.invoices.finalizeInvoice(draft.id);
    expect(open.lines.data).toHaveLength(10);
    expect(open.lines.has_more).toBe(true);
    const all = await shop.stripe.invoices.listLineItems(draft.id, { limit: 10 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ amount }) => amount)).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
    expect(open.total).toBe((23 * 24) / 2);
  });

  it("names the purchase order and the tax ids of its customer", async () => {
    const customer = await newCustomer(shop);
    await shop.stripe.customers.update(customer.id, {
      invoice_settings: { custom_fields: [{ name: "Purchase order", value: "PO-77" }] },
    });
    await shop.stripe.customers.createTaxId(customer.id, { type: "eu_vat", value: "DE123456789" });
    const draft = await shop.stripe.invoices.create({ customer: customer.id });
    expect(draft.custom_fields).toEqual([{ name: "Purchase order", value: "PO-77" }]);
    expect(draft.customer_tax_ids).toEqual([{ type: "eu_vat", value: "DE123456789" }]);
  });
});

describe("a contract by invoice [case 39]", () => {
  it("is sent, is past due by its due date, and is active once it is paid", async () => {
    const customer = await newCustomer(shop, null);
    const product = await shop.stripe.products.create({ name: "Enterprise contract" });
    const subscription = await shop.stripe.subscriptions.create({
      customer: customer.id,
      collection_method: "send_invoice",
      days_until_due: 30,
      items: [
        {
          price_data: { currency: "usd", product: product.id, unit_amount: 2_400_000, recurring: { interval: "year" } },
        },
      ],
    });
    expect(subscription.status).toBe("active");
    const invoice = await latestInvoice(shop, subscription.id);
    const { finalized_at: sent } = invoice.status_transitions;
    expect(invoice).toMatchObject({ status: "open", total: 2_400_000, due_date: (sent ?? 0) + 30 * DAY });
    await shop.advance(30 * DAY - HOUR);
    expect(eventsOf(shop, invoice.id)).toEqual(expect.arrayContaining(["invoice.sent", "invoice.will_be_due"]));
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
    await shop.advance(2 * HOUR);
    expect(eventsOf(shop, invoice.id).at(-1)).toBe("invoice.overdue");
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe("past_due");
    await shop.stripe.invoices.pay(invoice.id, { paid_out_of_band: true });
    expect((await shop.stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
  });
});

describe("tax [case 35]", () => {
  const inGermany = { country: "DE", line1: "Weg 1", city: "Berlin", postal_code: "10115" };

  it("is added by the customer's country, line by line, and shown apart", async () => {
    await control(shop, "POST", "/settings", { tax: { DE: 19 } });
    const customer = await newCustomer(shop);
    await shop.stripe.customers.update(customer.id, { address: inGermany });
    const automatic_tax = { enabled: true };
    const subscription = await shop.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: monthly, quantity: 3 }],
      automatic_tax,
    });
    const invoice = await latestInvoice(shop, subscription.id);
    expect(invoice).toMatchObject({ subtotal: 5_700, total: 6_783, total_excluding_tax: 5_700, amount_paid: 6_783 });
    expect(invoice.total_taxes).toMatchObject([{ amount: 1_083, tax_behavior: "exclusive", taxable_amount: 5_700 }]);
    expect(invoice.lines.data[0]?.taxes).toMatchObject([{ amount: 1_083, taxability_reason: "standard_rated" }]);
    const details = {
      items: [{ id: itemOf(subscription).id, quantity: 4 }],
      proration_behavior: "always_invoice",
    } as const;
    const preview = await shop.stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { ...details, items: [...details.items], proration_date: nowOf(shop) },
    });
    expect(preview.total - preview.subtotal).toBe(361);
    await shop.stripe.customers.update(customer.id, { tax_exempt: "reverse" });
    const reversed = await shop.stripe.invoices.createPreview({ subscription: subscription.id });
    expect(reversed.total_taxes).toMatchObject([{ amount: 0, taxability_reason: "reverse_charge" }]);
  });

  it("needs an address: it is refused without, and said when the address goes later", async () => {
    const nowhere = await newCustomer(shop);
    const automatic_tax = { enabled: true };
    const items = [{ price: monthly }];
    const refused = shop.stripe.subscriptions.create({ customer: nowhere.id, items, automatic_tax });
    expect(await refusal(refused)).toMatchObject({ code: "customer_tax_location_invalid" });
    const customer = await newCustomer(shop);
    await shop.stripe.customers.update(customer.id, { address: inGermany });
    const subscription = await shop.stripe.subscriptions.create({ customer: customer.id, items, automatic_tax });
    await shop.stripe.customers.update(customer.id, { address: "" });
    await shop.advance(31 * DAY + 2 * HOUR);
    const after = await shop.stripe.subscriptions.retrieve(subscription.id);
    expect(after.automatic_tax).toMatchObject({ enabled: false, disabled_reason: "requires_location_inputs" });
    expect(await latestInvoice(shop, subscription.id)).toMatchObject({
      status: "paid",
      total: 1_900,
      automatic_tax: { enabled: false, disabled_reason: "finalization_requires_location_inputs" },
    });
  });
});
