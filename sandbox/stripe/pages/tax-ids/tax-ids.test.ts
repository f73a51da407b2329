import type Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventsOf, startWorld, type World } from "../../tests/world.test-support";

let world: World;
let stripe: Stripe;
beforeAll(async () => {
  world = await startWorld();
  stripe = world.stripe;
});
afterAll(() => world.stop());

it("keeps, lists and removes a customer's tax IDs", async () => {
  const { id: customer } = await stripe.customers.create({ email: "t@acme.example" });
  const vat = await stripe.customers.createTaxId(customer, { type: "eu_vat", value: "de123456789" });
  expect(vat).toMatchObject({ value: "DE123456789", country: "DE", verification: { status: "verified" } });
  const again = await stripe.customers.createTaxId(customer, { type: "eu_vat", value: "DE123456789" });
  expect(again.id).toBe(vat.id);
  await stripe.customers.createTaxId(customer, { type: "us_ein", value: "12-3456789" });
  expect((await stripe.customers.listTaxIds(customer)).data.map(({ type }) => type)).toEqual(["us_ein", "eu_vat"]);
  expect(await stripe.customers.deleteTaxId(customer, vat.id)).toMatchObject({ deleted: true });
  await expect(stripe.customers.deleteTaxId(customer, vat.id)).rejects.toMatchObject({ statusCode: 404 });
  expect(eventsOf(world, vat.id)).toEqual(["customer.tax_id.created", "customer.tax_id.deleted"]);
});

it.each([
  ["eu_vat", "DE12345678", "DE123456789"],
  ["eu_vat", "XX123456789", "ATU12345678"],
  ["gb_vat", "123456789", "GB123456789"],
  ["us_ein", "1-23456789", "12-3456789"],
  ["ch_vat", "CHE123", "CHE-123.456.789 MWST"],
  ["au_abn", "1234567891", "12345678912"],
  ["jp_trn", "1234567891234", "T1234567891234"],
] as const)("knows how a number of type %s is written: not %s, but %s", async (type, wrong, right) => {
  const { id } = await stripe.customers.create();
  await expect(stripe.customers.createTaxId(id, { type, value: wrong })).rejects.toMatchObject({
    code: "tax_id_invalid",
    param: "value",
  });
  expect((await stripe.customers.createTaxId(id, { type, value: right })).value).toBe(right);
});

it("refuses unknown types, a sixth number, and a customer that is gone", async () => {
  const { id } = await stripe.customers.create();
  await expect(stripe.customers.createTaxId(id, { type: "nonsense", value: "1" })).rejects.toMatchObject({
    param: "type",
  });
  for (const digit of [1, 2, 3, 4, 5]) {
    await stripe.customers.createTaxId(id, { type: "us_ein", value: `12-345678${digit}` });
  }
  await expect(stripe.customers.createTaxId(id, { type: "us_ein", value: "12-3456786" })).rejects.toThrow("up to 5");
  await stripe.customers.del(id);
  await expect(stripe.customers.createTaxId(id, { type: "us_ein", value: "12-3456789" })).rejects.toMatchObject({
    code: "resource_missing",
  });
});
