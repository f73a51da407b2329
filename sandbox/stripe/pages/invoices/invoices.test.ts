import type Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { card, press, visit, wordsOf } from "../../tests/browser.test-support";
import { newCustomer, priceOf, startWorld, type World } from "../../tests/world.test-support";

let world: World;
let stripe: Stripe;
beforeAll(async () => {
  world = await startWorld();
  stripe = world.stripe;
});
afterAll(() => world.stop());

async function invoiceOf(bank: string, seats = 3): Promise<Stripe.Invoice> {
  const { id: customer } = await newCustomer(world, bank);
  const price = await priceOf(world, "team_seat_monthly");
  const subscription = await stripe.subscriptions.create({ customer, items: [{ price, quantity: seats }] });
  return stripe.invoices.retrieve(String(subscription.latest_invoice));
}

function subscriptionOf(invoice: Stripe.Invoice) {
  return stripe.subscriptions.retrieve(String(invoice.parent?.subscription_details?.subscription));
}

/** The text of an uncompressed PDF, in the order in which it is drawn. */
function textOf(pdf: Buffer): string {
  const lines = pdf.toString("latin1").match(/\[.*?\] TJ/g) ?? [];
  return lines
    .map((line) =>
      (line.match(/<[0-9a-f]+>/g) ?? []).map((hex) => Buffer.from(hex.slice(1, -1), "hex").toString("latin1")),
    )
    .map((parts) => parts.join(""))
    .join("\n");
}

async function pdfOf(invoice: Stripe.Invoice): Promise<Buffer> {
  const answer = await fetch(invoice.invoice_pdf ?? "");
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  return Buffer.from(await answer.arrayBuffer());
}

it("the hosted page of an invoice asks for 3-D Secure, and a yes pays it [case 24]", async () => {
  const invoice = await invoiceOf("pm_card_authenticationRequired");
  expect((await subscriptionOf(invoice)).status).toBe("incomplete");
  const page = await visit(invoice.hosted_invoice_url ?? "");
  expect(wordsOf(page)).toContain("is the payment of $57.00 yours?");
  const refused = await press(page, "refuse");
  expect(wordsOf(refused)).toContain("failed authentication");
  expect((await subscriptionOf(invoice)).status).toBe("incomplete");
  const asked = await press(refused, "pay", card("4000 0027 6000 3184"));
  const paid = await press(asked, "confirm");
  expect(wordsOf(paid)).toContain("Amount due $0.00");
  expect((await subscriptionOf(invoice)).status).toBe("active");
});

it("takes another card after a refusal, once, and keeps it for the next invoices", async () => {
  const invoice = await invoiceOf("pm_card_chargeCustomerFail");
  const page = await visit(invoice.hosted_invoice_url ?? "");
  expect(wordsOf(await press(page, "pay", card("4000 0000 0000 9995")))).toContain("insufficient funds");
  await Promise.all([press(page, "pay", card()), press(page, "pay", card())]);
  expect(await stripe.invoices.retrieve(invoice.id ?? "")).toMatchObject({ status: "paid", amount_paid: 5_700 });
  const charges = await stripe.charges.list({ customer: String(invoice.customer) });
  expect(charges.data.filter(({ paid }) => paid)).toHaveLength(1);
  const subscription = await subscriptionOf(invoice);
  const method = world.sandbox.store.get("payment_method", String(subscription.default_payment_method));
  expect([subscription.status, method?.card]).toEqual(["active", expect.objectContaining({ last4: "4242" })]);
});

it("writes what the invoice says into its PDF, the same bytes each time", async () => {
  const { id: customer } = await newCustomer(world);
  await stripe.customers.update(customer, {
    name: "Acme GmbH",
    address: { line1: "1 Main St", city: "Berlin", postal_code: "10115", country: "DE" },
    invoice_settings: { custom_fields: [{ name: "Purchase order", value: "PO-7" }] },
  });
  await stripe.customers.createTaxId(customer, { type: "eu_vat", value: "DE123456789" });
  const price = await priceOf(world, "team_seat_monthly");
  const { latest_invoice } = await stripe.subscriptions.create({ customer, items: [{ price, quantity: 4 }] });
  const invoice = await stripe.invoices.retrieve(String(latest_invoice));
  const pdf = await pdfOf(invoice);
  const text = textOf(pdf);
  for (const words of [
    "PAID",
    String(invoice.number),
    "PO-7",
    "Packhouse",
    "Acme GmbH",
    "10115 Berlin",
    "Germany",
    "Tax ID DE123456789",
    "4 × Packhouse Team (at $19.00 / month)",
    "$76.00",
    "Amount paid",
  ]) {
    expect(text).toContain(words);
  }
  expect(Buffer.compare(pdf, await pdfOf(invoice))).toBe(0);
  const open = await pdfOf(await invoiceOf("pm_card_chargeCustomerFail"));
  expect(textOf(open)).not.toContain("PAID");
});

it("escapes what a customer wrote", async () => {
  const invoice = await invoiceOf("pm_card_visa");
  await stripe.customers.update(String(invoice.customer), { name: "<script>alert(1)</script>" });
  const price = await priceOf(world, "pro_monthly");
  const second = await stripe.subscriptions.create({ customer: String(invoice.customer), items: [{ price }] });
  const { hosted_invoice_url } = await stripe.invoices.retrieve(String(second.latest_invoice));
  const page = await visit(hosted_invoice_url ?? "");
  expect(page.html).not.toContain("<script>");
  expect(page.html).toContain("&lt;script&gt;");
});

it("answers 404 for an invoice that does not exist", async () => {
  expect((await visit(`${world.url}/pages/invoices/in_none`)).status).toBe(404);
});
