import { expect, it } from "vitest";
import { CONCERNING, disputeEnd, isOwed, OWED } from "@/lib/billing/invoices/rules";
import { INVOICE_STATUSES } from "@/lib/billing/invoices/types";

it("owed is what Stripe still accepts money for, here and in the database's filter", () => {
  const owed = INVOICE_STATUSES.filter((status) => isOwed({ status, amountRemaining: 1 }));
  expect(owed).toEqual(["open", "uncollectible"]);
  expect(OWED).toEqual({ status: { in: owed }, amountRemaining: { gt: 0 } });
  expect(INVOICE_STATUSES.filter((status) => isOwed({ status, amountRemaining: 0 }))).toEqual([]);
});

it("a dispute ends won or lost; an open or unknown one has no end and concerns the customer", () => {
  const ends = ["won", "warning_closed", "prevented", "lost", "under_review", "hibernating"].map((status) =>
    disputeEnd({ status }),
  );
  expect(ends).toEqual(["won", "won", "won", "lost", null, null]);
  expect(CONCERNING).toEqual({ status: { notIn: ["won", "warning_closed", "prevented"] } });
});
