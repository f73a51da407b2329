import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  listOf,
  type RecordedStripe,
  speakTo,
  startRecordedStripe,
} from "@/lib/billing/stripe/recorded-stripe.test-support";
import { refundInvoice } from "@/lib/billing/stripe/refunds";

let stripe: RecordedStripe;
beforeAll(async () => {
  stripe = await startRecordedStripe();
  speakTo(stripe.url);
});
afterAll(() => stripe.stop());
beforeEach(() => {
  stripe.calls.length = 0;
});

type Refund = { amount: number; status?: string; intent?: string };

const paid = (
  id: string,
  amount: number,
  payment: object = { type: "payment_intent", payment_intent: `pi_${id}` },
) => ({
  id: `inpay_${id}`,
  amount_paid: amount,
  payment,
});
const refund = ({ amount, status = "succeeded", intent = "another" }: Refund) => ({
  amount,
  status,
  metadata: { packhouse_refund: intent },
});

/** A Stripe with these payments of the invoice, and these refunds of each payment intent. */
function stripeHas(payments: object[], refunds: Record<string, Refund[]> = {}): void {
  stripe.answer = ({ method, path, input }) => {
    if (path === "/v1/invoice_payments") return { body: listOf(payments) };
    const of = input.payment_intent ?? input.charge ?? "";
    if (method === "GET") return { body: listOf((refunds[of] ?? []).map(refund)) };
    return { body: { id: `re_${of}`, object: "refund", amount: Number(input.amount), status: "pending" } };
  };
}

const made = () =>
  stripe.calls
    .filter(({ method }) => method === "POST")
    .map(({ input, headers }) => ({
      of: input.payment_intent ?? input.charge,
      amount: input.amount,
      key: headers["idempotency-key"],
    }));
const ask = (amount: number | null) =>
  refundInvoice({ invoiceId: "in_1", amount, reason: "Late", idempotencyKey: "refund:a:1" });

it("takes an amount from several payments, always in the same order, each under a key of its own", async () => {
  stripeHas([paid("b", 50), paid("a", 100)]);
  expect(await ask(120)).toBe(120);
  expect(made()).toEqual([
    { of: "pi_a", amount: "100", key: "refund:a:1:inpay_a" },
    { of: "pi_b", amount: "20", key: "refund:a:1:inpay_b" },
  ]);
  expect(stripe.calls.at(-1)?.input).toMatchObject({
    "metadata[packhouse_refund]": "refund:a:1",
    "metadata[packhouse_reason]": "Late",
  });
});

it("gives only what is missing of an intent that was cut off, and nothing of one that is done", async () => {
  const payments = [paid("a", 100), paid("b", 50)];
  stripeHas(payments, { pi_a: [{ amount: 100, intent: "refund:a:1" }] });
  expect(await ask(120)).toBe(120);
  expect(made()).toMatchObject([{ of: "pi_b", amount: "20" }]);
  stripe.calls.length = 0;
  const own = (amount: number) => [{ amount, intent: "refund:a:1" }];
  stripeHas(payments, { pi_a: own(100), pi_b: own(20) });
  expect(await ask(120)).toBe(120);
  expect(made()).toEqual([]);
});

it("counts what others gave back, and not what failed", async () => {
  stripeHas([paid("a", 100)], { pi_a: [{ amount: 30 }, { amount: 60, status: "failed" }] });
  await expect(ask(71)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(made()).toEqual([]);
  expect(await ask(null)).toBe(70);
});

it("gives back a charge without an intent, and nothing that was paid outside of Stripe", async () => {
  const outside = paid("c", 900, { type: "payment_record", payment_record: "pr_1" });
  stripeHas([outside, paid("a", 100, { type: "charge", charge: "ch_1" })]);
  expect(await ask(null)).toBe(100);
  expect(made()).toMatchObject([{ of: "ch_1", amount: "100" }]);
  stripeHas([outside]);
  await expect(ask(null)).rejects.toMatchObject({ code: "CONFLICT" });
});
