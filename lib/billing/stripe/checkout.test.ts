import { expect, it } from "vitest";
import { type CheckoutInput, checkoutParams } from "@/lib/billing/stripe/checkout";
import { contractParams } from "@/lib/billing/stripe/contracts";
import { customerParams, taxIdChanges } from "@/lib/billing/stripe/customers";
import { portalFeatures } from "@/lib/billing/stripe/portal";
import { plannedPhases } from "@/lib/billing/stripe/schedules";

const input: CheckoutInput = {
  customerId: "cus_1",
  lookupKey: "team_seat_monthly",
  quantity: 5,
  minimumQuantity: 4,
  maximumQuantity: 1_000,
  accountId: "acct",
  quoteId: "quote",
  planVersion: 1,
  trialEnd: null,
  successUrl: "https://packhouse.example/ok",
  cancelUrl: "https://packhouse.example/back",
  expiresAt: new Date("2026-11-20T11:00:00.900Z"),
  metadata: { packhouse_handle: "acme" },
};

it("the customer is ours before the page opens; what the metadata says is a hint beside it [case 19]", () => {
  expect(checkoutParams(input, "price_1", false)).toMatchObject({
    mode: "subscription",
    customer: "cus_1",
    client_reference_id: "acct",
    expires_at: Date.parse("2026-11-20T11:00:00Z") / 1000,
    metadata: { packhouse_account: "acct", packhouse_quote: "quote", packhouse_plan_version: "1" },
  });
  const forged = checkoutParams({ ...input, metadata: { packhouse_account: "other" } }, "price_1", false);
  expect(forged.metadata).toMatchObject({ packhouse_account: "acct" });
});

it("both bounds of an adjustable quantity are always said, and a fixed one cannot be changed [case 20]", () => {
  expect(checkoutParams(input, "price_1", false).line_items).toEqual([
    { price: "price_1", quantity: 5, adjustable_quantity: { enabled: true, minimum: 4, maximum: 1_000 } },
  ]);
  const fixed = { ...input, quantity: 1, maximumQuantity: null };
  expect(checkoutParams(fixed, "price_1", false).line_items).toEqual([{ price: "price_1", quantity: 1 }]);
});

it("every way to begin a subscription says how Stripe prorates [case 18]", () => {
  const mode = { type: "flexible", flexible: { proration_discounts: "included" } };
  expect(checkoutParams(input, "price_1", false).subscription_data?.billing_mode).toEqual(mode);
  expect(contractParams(contract, false).billing_mode).toEqual(mode);
});

it("tax is calculated when it is set up, from an address that is then asked for [case 35]", () => {
  const [off, on] = [false, true].map((tax) => checkoutParams(input, "price_1", tax));
  expect(off).toMatchObject({ automatic_tax: { enabled: false }, billing_address_collection: "auto" });
  expect(on).toMatchObject({ automatic_tax: { enabled: true }, billing_address_collection: "required" });
  for (const params of [off, on]) {
    expect(params).toMatchObject({
      tax_id_collection: { enabled: true },
      customer_update: { name: "auto", address: "auto" },
    });
  }
  expect(contractParams(contract, true).automatic_tax).toEqual({ enabled: true });
});

it("a purchase during a trial is charged when the trial ends", () => {
  const trialEnd = new Date("2026-12-01");
  const { subscription_data } = checkoutParams({ ...input, trialEnd }, "price_1", false);
  expect(subscription_data?.trial_end).toBe(trialEnd.getTime() / 1000);
  expect(checkoutParams(input, "price_1", false).subscription_data).not.toHaveProperty("trial_end");
});

const contract = {
  customerId: "cus_1",
  termId: "term",
  amountCents: 1_200_000,
  interval: "year" as const,
  seats: 40,
  daysUntilDue: 30,
  description: "Enterprise, 40 seats",
  startsAt: null,
  endsAt: null,
};

it("a contract is invoiced with a due date and a price of its own [case 39]", () => {
  expect(contractParams(contract, false)).toMatchObject({
    collection_method: "send_invoice",
    days_until_due: 30,
    items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 1_200_000, recurring: { interval: "year" } } }],
    metadata: { packhouse_term: "term", packhouse_seats: "40" },
  });
});

it("a contract is invoiced from its start on and not beyond its end", () => {
  const [startsAt, endsAt] = [new Date("2026-12-01"), new Date("2027-12-01")];
  expect(contractParams({ ...contract, startsAt, endsAt }, false)).toMatchObject({
    trial_end: startsAt.getTime() / 1_000,
    cancel_at: endsAt.getTime() / 1_000,
    proration_behavior: "none",
  });
  expect(contractParams(contract, false)).not.toHaveProperty("trial_end");
  expect(contractParams(contract, false)).not.toHaveProperty("cancel_at");
});

it("the portal sells only the prices it is given, never below the minimum, decreases at the period's end [case 30]", () => {
  const sold = ["price_m", "price_y"].map((priceId) => ({ priceId, productId: "prod_team" }));
  expect(portalFeatures(sold, { minimumQuantity: 3, cancellable: true }).subscription_update).toMatchObject({
    enabled: true,
    default_allowed_updates: ["price", "quantity"],
    products: [
      {
        product: "prod_team",
        prices: ["price_m", "price_y"],
        adjustable_quantity: { enabled: true, minimum: 3, maximum: 999_999 },
      },
    ],
    schedule_at_period_end: { conditions: [{ type: "decreasing_item_amount" }, { type: "shortening_interval" }] },
  });
  expect(portalFeatures(sold, { minimumQuantity: null, cancellable: true }).subscription_update).toMatchObject({
    default_allowed_updates: ["price"],
    products: [{ adjustable_quantity: { enabled: false } }],
  });
  const nothing = portalFeatures([], { minimumQuantity: null, cancellable: true });
  expect(nothing.subscription_update).toEqual({ enabled: false });
  expect(nothing.subscription_cancel).toMatchObject({ enabled: true, mode: "at_period_end" });
  const contract = portalFeatures([], { minimumQuantity: null, cancellable: false });
  expect(contract.subscription_cancel).toEqual({ enabled: false });
});

it("a planned change keeps the present phase and the add-ons, and begins where the period ends [case 28]", () => {
  const planned = {
    startsAt: 100,
    changesAt: 200,
    trialEnd: null,
    items: [
      { id: "si_seats", price: { id: "price_m" }, quantity: 8 },
      { id: "si_storage", price: { id: "price_storage" }, quantity: 2 },
    ],
    changed: { itemId: "si_seats", priceId: "price_y", quantity: 3 },
    interval: "year" as const,
  };
  const storage = { price: "price_storage", quantity: 2 };
  expect(plannedPhases(planned)).toEqual([
    { items: [{ price: "price_m", quantity: 8 }, storage], start_date: 100, end_date: 200 },
    {
      items: [{ price: "price_y", quantity: 3 }, storage],
      start_date: 200,
      duration: { interval: "year", interval_count: 1 },
    },
  ]);
  expect(plannedPhases({ ...planned, trialEnd: 200 })[0]).toMatchObject({ trial_end: 200 });
  expect(plannedPhases({ ...planned, trialEnd: 50 })[0]).not.toHaveProperty("trial_end");
});

it("replaces all details on invoices: emptied fields are emptied at Stripe", () => {
  const details = { name: "Acme", email: "a@acme.example", taxIds: [], address: null };
  expect(customerParams({ ...details, purchaseOrder: "" })).toMatchObject({
    address: "",
    invoice_settings: { custom_fields: "" },
  });
  expect(customerParams({ ...details, purchaseOrder: "PO-7" }).invoice_settings).toEqual({
    custom_fields: [{ name: "Purchase order", value: "PO-7" }],
  });
});

it("tax ids are added and removed, and those that stay are left alone", () => {
  const known = [
    { id: "txi_1", type: "eu_vat", value: "DE1" },
    { id: "txi_2", type: "us_ein", value: "12" },
  ];
  const wanted = [
    { type: "eu_vat", value: "DE1" },
    { type: "eu_vat", value: "FR2" },
  ];
  expect(taxIdChanges(known, wanted)).toEqual({ added: [{ type: "eu_vat", value: "FR2" }], removed: ["txi_2"] });
  expect(taxIdChanges(known, known)).toEqual({ added: [], removed: [] });
});
