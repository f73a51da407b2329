import { describe, expect, it } from "vitest";
import { changeBillingDetails } from "@/lib/billing/page/change-billing-details";
import { openBillingPortal } from "@/lib/billing/page/open-portal";
import { agree, stripeDouble, sync, teamOf } from "@/lib/billing/quotes/stripe.fixture";
import { db } from "@/lib/db";
import { contextOf, newMember, newOrganization } from "@/lib/people/members/members.fixture";

const stripe = stripeDouble();
const DETAILS = {
  name: "Acme Ltd",
  email: "bills@acme.example",
  address: { line1: "1 Main St", line2: "", city: "Berlin", state: "", postalCode: "10115", country: "DE" },
  taxIds: [{ type: "eu_vat", value: "DE123456789" }],
  purchaseOrder: "PO-2026-7",
  contacts: ["cfo@acme.example", "cfo@acme.example"],
};

describe("billing details [B10]", () => {
  it("go to the provider, are read back, and stand on the next invoice", async () => {
    const { ctx } = await teamOf(stripe, 3);
    await changeBillingDetails(ctx, DETAILS);
    const row = await db().billingCustomer.findUniqueOrThrow({ where: { accountId: ctx.account.id } });
    expect(row).toMatchObject({
      name: "Acme Ltd",
      email: "bills@acme.example",
      purchaseOrder: "PO-2026-7",
      contacts: ["cfo@acme.example"],
      taxIds: DETAILS.taxIds,
      address: DETAILS.address,
    });
    await agree(ctx, { kind: "change_seats", seats: 4 });
    const invoice = await db().invoice.findFirstOrThrow({
      where: { accountId: ctx.account.id },
      orderBy: { number: "desc" },
    });
    expect(invoice.purchaseOrder).toBe("PO-2026-7");
    const [event] = await db().auditEvent.findMany({
      where: { accountId: ctx.account.id, action: "billing.details_changed" },
    });
    expect(JSON.stringify(event?.changes)).toContain("PO-2026-7");
    await changeBillingDetails(ctx, DETAILS);
    expect(
      await db().auditEvent.count({ where: { accountId: ctx.account.id, action: "billing.details_changed" } }),
    ).toBe(1);
  });

  it("can be given before the first purchase", async () => {
    const { ctx } = await newOrganization();
    await changeBillingDetails(ctx, { ...DETAILS, taxIds: [], contacts: [] });
    expect(await db().billingCustomer.findUnique({ where: { accountId: ctx.account.id } })).toMatchObject({
      name: "Acme Ltd",
    });
  });

  it("stay as they were while Stripe is away; a tax id that it refuses is said", async () => {
    const { ctx } = await teamOf(stripe, 3);
    const before = await db().billingCustomer.findUniqueOrThrow({ where: { accountId: ctx.account.id } });
    await stripe.fault({ path: "*", effect: "error", times: 0 });
    await expect(changeBillingDetails(ctx, DETAILS)).rejects.toMatchObject({ code: "UPSTREAM" });
    await stripe.clearFaults();
    expect(await db().billingCustomer.findUniqueOrThrow({ where: { accountId: ctx.account.id } })).toEqual(before);
    const wrong = { ...DETAILS, taxIds: [{ type: "eu_vat", value: "nonsense" }] };
    await expect(changeBillingDetails(ctx, wrong)).rejects.toMatchObject({ code: "VALIDATION" });
  });

  it("are for owners and the billing role", async () => {
    const org = await teamOf(stripe, 3);
    const admin = await contextOf(org.account, await newMember(org, "admin"));
    await expect(changeBillingDetails(admin, DETAILS)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const billing = await contextOf(org.account, await newMember(org, "billing"));
    await changeBillingDetails(billing, DETAILS);
  });
});

describe("the portal", () => {
  it("opens for who manages billing, and what is changed there reaches us [case 30]", async () => {
    const org = await teamOf(stripe, 3);
    const { url } = await openBillingPortal(org.ctx, { flow: null });
    const page = await (await fetch(url)).text();
    expect(page).toContain("Team");
    expect((await openBillingPortal(org.ctx, { flow: "payment_method_update" })).url).toContain(stripe.url());
    const auditor = await contextOf(org.account, await newMember(org, "auditor"));
    await expect(openBillingPortal(auditor, { flow: null })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const { id } = await db().subscription.findFirstOrThrow({ where: { accountId: org.account.id } });
    await stripe.api(`/subscriptions/${id}`, { cancel_at_period_end: "true" });
    await sync(org.ctx);
    expect((await db().subscription.findFirstOrThrow({ where: { id } })).cancelAt).not.toBeNull();
    await agree(org.ctx, { kind: "resume" });
    expect((await db().subscription.findFirstOrThrow({ where: { id } })).cancelAt).toBeNull();
  });

  it("has nothing to show before a first purchase", async () => {
    const { ctx } = await newOrganization();
    await expect(openBillingPortal(ctx, { flow: null })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
