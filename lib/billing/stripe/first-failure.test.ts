import { expect, it } from "vitest";
import { type AttemptedInvoice, failureOf } from "@/lib/billing/stripe/first-failure";

const at = (text: string) => Date.parse(text) / 1000;
const NOW = at("2026-11-20");

function invoice(other: Partial<AttemptedInvoice> = {}): AttemptedInvoice {
  return {
    status: "open",
    collection_method: "charge_automatically",
    attempt_count: 1,
    due_date: null,
    status_transitions: { finalized_at: at("2026-11-01"), paid_at: null, voided_at: null },
    ...other,
  };
}
const charge = (day: string, status: string) => ({ created: at(day), status, paid: status === "succeeded" });
const intent = (status: string, code: string | null = null) => ({
  status,
  created: at("2026-11-01"),
  last_payment_error: code === null ? null : { code },
});
const failedAt = (...given: Parameters<typeof failureOf>) => failureOf(...given).firstFailedAt;

it("the first charge that failed dates the failure, however many follow and in whatever order [case 25]", () => {
  const charges = [charge("2026-11-08", "failed"), charge("2026-11-02", "failed"), charge("2026-11-05", "failed")];
  for (const attempts of [1, 2, 8]) {
    expect(failedAt(invoice({ attempt_count: attempts }), charges, [], NOW)).toEqual(new Date("2026-11-02"));
  }
  const paid = invoice({ status: "paid" });
  expect(failedAt(paid, [...charges, charge("2026-11-09", "succeeded")], [], NOW)).toEqual(new Date("2026-11-02"));
});

it("finds no failure before a try, during the first one, or after a successful one", () => {
  expect(failedAt(invoice({ attempt_count: 0 }), [], [], NOW)).toBeNull();
  expect(failedAt(invoice(), [charge("2026-11-01", "pending")], [], NOW)).toBeNull();
  expect(failedAt(invoice(), [], [intent("processing")], NOW)).toBeNull();
  expect(failedAt(invoice({ status: "paid" }), [charge("2026-11-01", "succeeded")], [], NOW)).toBeNull();
});

it("an attempt that waits for the bank failed when it was made, and says what is needed [case 24]", () => {
  for (const waiting of [intent("requires_action"), intent("requires_payment_method", "authentication_required")]) {
    expect(failureOf(invoice(), [], [waiting], NOW)).toEqual({
      firstFailedAt: new Date("2026-11-01"),
      actionRequired: true,
    });
  }
  expect(failureOf(invoice(), [], [intent("requires_payment_method", "card_declined")], NOW).actionRequired).toBe(
    false,
  );
  expect(failureOf(invoice({ status: "paid" }), [], [intent("requires_action")], NOW).actionRequired).toBe(false);
});

it("without a card there is no charge: the attempt at finalization failed", () => {
  expect(failedAt(invoice(), [], [intent("requires_payment_method")], NOW)).toEqual(new Date("2026-11-01"));
});

it("an invoice that is sent fails when its due date passes before it is settled [case 39]", () => {
  const sent = (other: Partial<AttemptedInvoice>) =>
    invoice({ collection_method: "send_invoice", due_date: at("2026-11-10"), ...other });
  expect(failedAt(sent({}), [], [], NOW)).toEqual(new Date("2026-11-10"));
  expect(failedAt(sent({}), [], [], at("2026-11-09"))).toBeNull();
  const settled = (day: string) => ({ finalized_at: at("2026-11-01"), paid_at: at(day), voided_at: null });
  expect(failedAt(sent({ status: "paid", status_transitions: settled("2026-11-09") }), [], [], NOW)).toBeNull();
  const late = sent({ status: "paid", status_transitions: settled("2026-11-15") });
  expect(failedAt(late, [], [], NOW)).toEqual(new Date("2026-11-10"));
  const draft = { finalized_at: null, paid_at: null, voided_at: null };
  expect(failedAt(sent({ status: "draft", status_transitions: draft }), [], [], NOW)).toBeNull();
});
