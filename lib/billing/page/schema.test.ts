import { describe, expect, it } from "vitest";
import { changeBillingDetailsSchema } from "@/lib/billing/page/schema";
import { chooseKeptSchema, prepareQuoteSchema } from "@/lib/billing/quotes/schema";

const checkout = { kind: "checkout", plan: "team", interval: "month", seats: 3, start: "now" };
const accepts = (input: unknown) => prepareQuoteSchema.safeParse(input).success;

describe("what a browser may ask for", () => {
  it("is one of the changes, and no more than it names", () => {
    expect(accepts(checkout)).toBe(true);
    expect(accepts({ kind: "cancel" })).toBe(true);
    expect(accepts({ kind: "cancel", at: "now" })).toBe(false);
    expect(accepts({ ...checkout, success_url: "https://evil.example" })).toBe(false);
    expect(accepts({ ...checkout, price: "price_1", unitAmount: 1 })).toBe(false);
    expect(accepts({ kind: "refund" })).toBe(false);
    expect(accepts({ ...checkout, plan: "gold" })).toBe(false);
    expect(accepts({ ...checkout, interval: "day" })).toBe(false);
  });

  it.each([0, -1, -3, 2.5, 1e9, 10_000, Number.NaN, Number.POSITIVE_INFINITY, "5", "5; DROP", null, [], {}, true])(
    "refuses %s seats",
    (seats) => {
      expect(accepts({ kind: "change_seats", seats })).toBe(false);
      expect(accepts({ kind: "change_seats", seats: 5 })).toBe(true);
    },
  );
});

describe("billing details", () => {
  const details = {
    name: "Acme Ltd",
    email: "Bills@Acme.example",
    address: { line1: "1 Main St", line2: "", city: "Berlin", state: "", postalCode: "10115", country: "de" },
    taxIds: [{ type: "eu_vat", value: "DE123456789" }],
    purchaseOrder: "PO-1",
    contacts: ["cfo@acme.example"],
  };
  const read = (more: object) => changeBillingDetailsSchema.safeParse({ ...details, ...more });

  it("are read in one form", () => {
    expect(read({}).data).toMatchObject({ email: "bills@acme.example", address: { country: "DE" } });
    expect(read({ address: null, taxIds: [], contacts: [] }).success).toBe(true);
  });

  it.each([
    { name: " " },
    { email: "not an address" },
    { address: { ...details.address, country: "Germany" } },
    { address: { ...details.address, line1: "" } },
    { taxIds: [{ type: "vat", value: "1" }] },
    { contacts: ["cfo"] },
    { contacts: Array.from({ length: 11 }, (_, index) => `a${index}@acme.example`) },
    { card: "4242424242424242" },
  ])("refuse %o", (more) => {
    expect(read(more).success).toBe(false);
  });
});

it("a choice names ids and nothing else", () => {
  const id = "01a1f87e-cacf-768c-91fa-6ecf2e537706";
  expect(chooseKeptSchema.safeParse({ packageIds: [id], keyIds: [] }).success).toBe(true);
  expect(chooseKeptSchema.safeParse({ packageIds: ["@a/b"], keyIds: [] }).success).toBe(false);
});
