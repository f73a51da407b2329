import { describe, expect, it, vi } from "vitest";
import { operatorContext } from "@/lib/access/context";
import type { AccountContext } from "@/lib/access/types";
import { refundInvoice } from "@/lib/billing/contracts/refund-invoice";
import { refundInvoiceSchema } from "@/lib/billing/contracts/schema";
import { getInvoice } from "@/lib/billing/invoices/queries";
import { describeBilling } from "@/lib/billing/page/describe-billing";
import { stripeDouble, sync, teamOf } from "@/lib/billing/quotes/stripe.fixture";
import { tellBreaker } from "@/lib/billing/stripe/breaker";
import { db } from "@/lib/db";
import { loadVersionedSnapshot } from "@/lib/entitlements/load-facts";
import {
  contextOf,
  newMember,
  newOrganization,
  request,
  type TestOrganization,
} from "@/lib/people/members/members.fixture";
import { run } from "@/ops/commands";

vi.stubEnv("LOG_LEVEL", "silent");
const stripe = stripeDouble();

const asOperator = ({ account }: Pick<AccountContext, "account">) => operatorContext(account, "tests", request);
const goodwill = (invoiceId: string, amount: number | null = null, reason = "A week without installs") =>
  ({ invoiceId, amount, reason, kind: "goodwill" }) as const;
const error = (invoiceId: string) => ({ invoiceId, amount: null, reason: "Charged twice", kind: "error" }) as const;

type Customer = TestOrganization & { operator: AccountContext; invoiceId: string };

/** An organization that paid 57.00 USD for three seats. */
async function paying(): Promise<Customer> {
  const org = await teamOf(stripe, 3);
  const { id } = await db().invoice.findFirstOrThrow({ where: { accountId: org.account.id, status: "paid" } });
  return { ...org, operator: asOperator(org.ctx), invoiceId: id };
}

const refundsOf = ({ account }: Customer) =>
  db().refund.findMany({ where: { accountId: account.id }, orderBy: { createdAt: "asc" } });
const ordersOf = ({ account }: Customer) => db().refundOrder.findMany({ where: { accountId: account.id } });
const audited = ({ account }: Customer) =>
  db().auditEvent.findMany({ where: { accountId: account.id, action: "billing.refund_ordered" } });
const told = ({ account }: Customer) =>
  db().billingNotice.findMany({ where: { accountId: account.id, kind: "refund" } });
const conflict = (message: RegExp) => ({ code: "CONFLICT", payload: { message: expect.stringMatching(message) } });

describe("every charge can be refunded [INV-B4]", () => {
  it("an error in full: the reason stands in the trail, the customer is told, and the plan stays [case 32]", async () => {
    const org = await paying();
    const before = await loadVersionedSnapshot(org.account.id);
    const answer = await refundInvoice(org.operator, error(org.invoiceId));
    expect(answer).toMatchObject({ currency: "usd", amount: 5_700, refunded: 5_700, paid: 5_700 });
    expect(await refundsOf(org)).toMatchObject([{ invoiceId: org.invoiceId, amount: 5_700, status: "succeeded" }]);
    expect(await audited(org)).toMatchObject([
      {
        actorType: "operator",
        metadata: { kind: "error", amount: 5_700, currency: "usd", reason: "Charged twice" },
        targets: [{ type: "invoice", id: org.invoiceId, name: answer.number }],
      },
    ]);
    expect(await told(org)).toHaveLength(1);
    expect(await loadVersionedSnapshot(org.account.id)).toEqual(before);
    expect(await db().invoice.findUniqueOrThrow({ where: { id: org.invoiceId } })).toMatchObject({
      status: "paid",
      amountPaid: 5_700,
    });
  });

  it("goodwill in parts, until nothing is left; page and API show it", async () => {
    const org = await paying();
    expect(await refundInvoice(org.operator, goodwill(org.invoiceId, 700))).toMatchObject({ refunded: 700 });
    const tooMuch = refundInvoice(org.operator, goodwill(org.invoiceId, 5_001, "More than there is"));
    await expect(tooMuch).rejects.toMatchObject(conflict(/only 50\.00 USD is left/));
    expect(await refundInvoice(org.operator, goodwill(org.invoiceId))).toMatchObject({
      amount: 5_000,
      refunded: 5_700,
    });
    const nothing = refundInvoice(org.operator, goodwill(org.invoiceId, 1, "One cent more"));
    await expect(nothing).rejects.toMatchObject(conflict(/Nothing is left/));
    expect((await refundsOf(org)).map(({ amount }) => amount)).toEqual([700, 5_000]);
    expect(await ordersOf(org)).toHaveLength(2);
    expect(await getInvoice(org.ctx, org.invoiceId)).toMatchObject({ total: 5_700, refunded: 5_700 });
    const { invoices } = await describeBilling(org.ctx, { invoices: 5 });
    expect(invoices.rows.map(({ refunded }) => refunded)).toEqual([5_700]);
  });

  it("is refused to everybody who is not an operator, and for the invoice of another account", async () => {
    const [org, other] = [await paying(), await newOrganization()];
    for (const role of ["admin", "member", "billing", "auditor"] as const) {
      const person = await contextOf(org.account, await newMember(org, role));
      await expect(refundInvoice(person, error(org.invoiceId)), role).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    await expect(refundInvoice(org.ctx, error(org.invoiceId))).rejects.toMatchObject({ code: "FORBIDDEN" });
    const foreign = refundInvoice(asOperator(other.ctx), error(org.invoiceId));
    await expect(foreign).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect([await refundsOf(org), await ordersOf(org), await audited(org)]).toEqual([[], [], []]);
    expect(await refundInvoice(org.operator, error(org.invoiceId))).toMatchObject({ refunded: 5_700 });
  });

  it("takes whole cents, a reason, and no part of an error", () => {
    const refused = [
      goodwill("in_1", 0),
      goodwill("in_1", -5),
      goodwill("in_1", 1.5),
      goodwill("in_1", Number.NaN),
      goodwill("in_1", 5, " x "),
      goodwill("in_1", 5, "x".repeat(501)),
      { ...error("in_1"), amount: 5 },
      { ...error("in_1"), accountId: "another" },
    ];
    for (const input of refused)
      expect(refundInvoiceSchema.safeParse(input).success, JSON.stringify(input)).toBe(false);
    for (const input of [goodwill("in_1", 5), goodwill("in_1"), error("in_1")]) {
      expect(refundInvoiceSchema.parse(input)).toEqual(input);
    }
  });

  it("only what was paid, and through Stripe", async () => {
    const org = await paying();
    const customer = await db().billingCustomer.findUniqueOrThrow({ where: { accountId: org.account.id } });
    const by = { customer: customer.stripeCustomerId };
    const { id } = await stripe.api("/invoices", { ...by, auto_advance: "false" });
    await stripe.api("/invoiceitems", { ...by, invoice: id, amount: "900", currency: "usd" });
    await stripe.api(`/invoices/${id}/finalize`, {});
    await sync(org.ctx);
    await expect(refundInvoice(org.operator, goodwill(id))).rejects.toMatchObject(conflict(/is open/));
    await stripe.api(`/invoices/${id}/pay`, { paid_out_of_band: "true" });
    await sync(org.ctx);
    await expect(refundInvoice(org.operator, goodwill(id))).rejects.toMatchObject(conflict(/left to refund/));
    expect(await refundsOf(org)).toEqual([]);
  });
});

describe("the same order", () => {
  it("said twice, and twenty times at once, gives once and is recorded once", async () => {
    const org = await paying();
    const wish = goodwill(org.invoiceId, 1_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refundInvoice(org.operator, wish)));
    expect(answers.map(({ amount, refunded }) => [amount, refunded])).toEqual(Array(20).fill([1_000, 1_000]));
    expect(await refundInvoice(org.operator, wish)).toMatchObject({ amount: 1_000, refunded: 1_000 });
    expect([await refundsOf(org), await ordersOf(org), await audited(org)].map(({ length }) => length)).toEqual([
      1, 1, 1,
    ]);
    expect(await told(org)).toHaveLength(1);
  });

  it("is carried out after Stripe was away, and again days after its answer was lost: once", async () => {
    const org = await paying();
    const wish = goodwill(org.invoiceId, 1_000);
    await stripe.fault({ method: "POST", path: "/v1/refunds", effect: "error", times: 0 });
    await expect(refundInvoice(org.operator, wish)).rejects.toMatchObject({ code: "UPSTREAM" });
    await sync(org.ctx);
    expect(await refundsOf(org)).toEqual([]);
    expect(await ordersOf(org)).toMatchObject([{ amount: 1_000, refunded: null }]);
    await stripe.clearFaults();
    await stripe.fault({ method: "POST", path: "/v1/refunds", effect: "reset_after", times: 1 });
    // The SDK's retries get no answer either: Stripe makes the refund, and nobody learns of it.
    await stripe.fault({ method: "POST", path: "/v1/refunds", effect: "reset", times: 0 });
    await expect(refundInvoice(org.operator, wish)).rejects.toMatchObject({ code: "UPSTREAM" });
    await stripe.clearFaults();
    tellBreaker("answered");
    const { id: charge } = await paidCharge(org);
    expect(await listed(`/refunds?charge=${charge}`)).toHaveLength(1);
    // Stripe has forgotten the idempotency key by now.
    await stripe.advance(3);
    expect(await refundInvoice(org.operator, wish)).toMatchObject({ amount: 1_000, refunded: 1_000 });
    expect(await refundsOf(org)).toHaveLength(1);
    expect(await audited(org)).toHaveLength(1);
  });

  it("meets a refund that was made at Stripe: refused, and known from then on", async () => {
    const org = await paying();
    const { id: charge } = await paidCharge(org);
    await stripe.api("/refunds", { charge, amount: "5000" });
    const tooMuch = refundInvoice(org.operator, goodwill(org.invoiceId, 1_000));
    await expect(tooMuch).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await refundsOf(org)).toMatchObject([{ amount: 5_000 }]);
    expect(await refundInvoice(org.operator, error(org.invoiceId))).toMatchObject({ amount: 700, refunded: 5_700 });
  });

  it("stays as it was given", async () => {
    const org = await paying();
    await refundInvoice(org.operator, error(org.invoiceId));
    const [order] = await ordersOf(org);
    const where = { id: order?.id ?? "" };
    await expect(db().refundOrder.update({ where, data: { reason: "Another one" } })).rejects.toThrow(/constraint/);
    await expect(db().refundOrder.delete({ where })).rejects.toThrow(/constraint/);
    expect(await ordersOf(org)).toEqual([order]);
  });
});

it("a payment that the bank has taken back is not refunded besides", async () => {
  const org = await paying();
  await stripe.control("POST", "/disputes", { invoice: org.invoiceId, reason: "fraudulent" });
  await expect(refundInvoice(org.operator, error(org.invoiceId))).rejects.toMatchObject(conflict(/bank has taken/));
  expect(await refundsOf(org)).toEqual([]);
});

it("operators refund by their command", async () => {
  const org = await paying();
  const refund = (...more: string[]) => run(["billing", "refund", org.account.handle, ...more]);
  const why = ["--reason", "A week without installs"];
  const { answer } = await refund(org.invoiceId, "--amount", "700", ...why);
  expect(answer.rows).toMatchObject([{ refunded: "7.00 USD", "in all": "7.00 USD", paid: "57.00 USD" }]);
  for (const wrong of [["--amount", "7.5", ...why], ["--amount", "7", "--error", ...why], [], ["--reason", "x"]]) {
    await expect(refund(org.invoiceId, ...wrong), wrong.join(" ")).rejects.toThrow(/amount|reason/);
  }
  await expect(refund(...why)).rejects.toThrow("Name the invoice");
  await expect(refund("in_unknown", ...why)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await refund(org.invoiceId, "--error", ...why)).answer.data).toMatchObject({
    amount: 5_000,
    refunded: 5_700,
  });
});

async function paidCharge({ account }: Customer): Promise<{ id: string }> {
  const { stripeCustomerId } = await db().billingCustomer.findUniqueOrThrow({ where: { accountId: account.id } });
  const [charge] = await listed(`/charges?customer=${stripeCustomerId}`);
  if (!charge) throw new Error("There is no charge");
  return charge;
}

async function listed(path: string): Promise<{ id: string }[]> {
  const headers = { authorization: "Bearer sk_test_sandbox" };
  const answer = await fetch(`${stripe.url()}/v1${path}`, { headers });
  const { data } = await answer.json();
  return data;
}
