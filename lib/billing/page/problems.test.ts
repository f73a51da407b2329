import { describe, expect, it } from "vitest";
import { type OwedInvoice, type ProblemFacts, paymentProblems } from "@/lib/billing/page/problems";

const at = new Date("2026-11-20T12:00:00Z");
const nothing: ProblemFacts = {
  unlinked: false,
  parked: "",
  card: { brand: "visa", last4: "4242", expMonth: 12, expYear: 2027 },
  renewsByCard: true,
  owed: [],
  disputes: [],
};
const invoice: OwedInvoice = {
  id: "in_1",
  number: "PH-0001",
  currency: "usd",
  amountRemaining: 15_200,
  firstFailedAt: new Date("2026-11-16T09:00:00Z"),
  nextAttemptAt: new Date("2026-11-23T09:00:00Z"),
  dueAt: null,
  actionRequired: false,
  hostedUrl: "https://invoice.example/in_1",
};
const kinds = (facts: Partial<ProblemFacts>) => paymentProblems({ ...nothing, ...facts }, at).map(({ kind }) => kind);
const withCard = (expMonth: number, expYear: number) => ({
  card: { brand: "visa", last4: "4242", expMonth, expYear },
});

describe("payment problems", () => {
  it("are none while nothing is wrong, and none for an invoice whose collection has not failed", () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ owed: [{ ...invoice, firstFailedAt: null }] })).toEqual([]);
  });

  it("name a failed payment with its amount, its next try and the page that pays it [INV-P3]", () => {
    expect(paymentProblems({ ...nothing, owed: [invoice] }, at)).toEqual([
      {
        kind: "payment_failed",
        message:
          "Invoice PH-0001 over 152.00 USD could not be charged. Pay it now, or update the card before the next attempt.",
        invoiceId: "in_1",
        amount: 15_200,
        currency: "usd",
        nextAttemptAt: "2026-11-23T09:00:00.000Z",
        fix: { label: "Pay 152.00 USD", href: "https://invoice.example/in_1" },
      },
    ]);
  });

  it("say of a payment that is given up that nobody tries it again", () => {
    const [problem] = paymentProblems({ ...nothing, owed: [{ ...invoice, nextAttemptAt: null }] }, at);
    expect(problem?.message).toContain("We do not try again");
  });

  it("lead to the portal where the provider has no page for the invoice", () => {
    const [problem] = paymentProblems({ ...nothing, owed: [{ ...invoice, hostedUrl: "" }] }, at);
    expect(problem?.fix).toEqual({ label: "Update card", portal: true });
  });

  it("ask for the bank's confirmation before they call it a failure [case 24]", () => {
    const [problem] = paymentProblems({ ...nothing, owed: [{ ...invoice, actionRequired: true }] }, at);
    expect(problem).toMatchObject({ kind: "action_required", fix: { label: "Confirm payment" } });
  });

  it("call an invoice that is sent overdue from its due date on, and not before", () => {
    const sent = { ...invoice, firstFailedAt: null, nextAttemptAt: null };
    expect(kinds({ owed: [{ ...sent, dueAt: at }] })).toEqual(["overdue"]);
    expect(kinds({ owed: [{ ...sent, dueAt: new Date(at.getTime() + 1) }] })).toEqual([]);
  });

  it("warn of a card that expires within thirty days, to the end of its month", () => {
    expect(kinds(withCard(11, 2026))).toEqual(["card_expiring"]);
    expect(kinds(withCard(12, 2026))).toEqual([]);
    const [expired] = paymentProblems({ ...nothing, ...withCard(10, 2026) }, at);
    expect(expired?.message).toContain("expired at the end of 10/2026");
    expect(kinds({ ...withCard(11, 2026), renewsByCard: false })).toEqual([]);
  });

  it("come with the most pressing first, and say of what nobody here can mend who can", () => {
    const dispute = { amount: 5_700, currency: "usd", status: "needs_response" };
    const all = { owed: [invoice], disputes: [dispute], ...withCard(11, 2026), parked: "A price.", unlinked: true };
    expect(kinds(all)).toEqual(["unlinked", "payment_failed", "dispute", "card_expiring", "parked"]);
    const problems = paymentProblems({ ...nothing, ...all }, at);
    expect(problems.filter(({ fix }) => fix === null).map(({ kind }) => kind)).toEqual([
      "unlinked",
      "dispute",
      "parked",
    ]);
  });

  it("speak in sentences that name a cause and a next step, without a code [INV-E2]", () => {
    const dispute = { amount: 5_700, currency: "usd", status: "lost" };
    const problems = paymentProblems(
      { ...nothing, owed: [invoice], disputes: [dispute], ...withCard(11, 2026), parked: "A price", unlinked: true },
      at,
    );
    for (const { message, fix } of problems) {
      expect(message).toMatch(/\.$/);
      expect(message).not.toMatch(/_|null|undefined|Error/);
      expect(fix !== null || /your registry administrator/i.test(message), message).toBe(true);
    }
  });
});
