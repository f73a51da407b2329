import { describe, expect, it } from "vitest";
import { noticeWords } from "@/lib/billing/notices/notice-words";
import { type Notice, noticeSchema } from "@/lib/billing/notices/schema";
import { billingNoticeMail } from "@/lib/worker/mails/billing-notice";

const AT = "2026-11-20T10:00:00.000Z";
const LATER = "2026-12-04T10:00:00.000Z";
const owed = { number: "A-0007", payUrl: "https://pay.example/in_7", amount: 5_700, currency: "usd" };
const bought = { plan: "team", planVersion: 1, seats: 3, interval: "year" } as const;
const money = { amount: 57_000, currency: "usd" };
const consequence = {
  state: "grace",
  frozenAt: "2026-11-27T10:00:00.000Z",
  readOnlyAt: LATER,
  overAt: "2027-02-02T10:00:00.000Z",
} as const;
const plan = { plan: "team", planVersion: 1 } as const;

/** One notice of each kind, and one of each form where the words differ. */
const EXAMPLES: readonly Notice[] = [
  { kind: "payment_failed", day: 0, how: "charge", failedAt: AT, nextAttemptAt: LATER, consequence, ...owed },
  {
    kind: "payment_failed",
    day: 10,
    how: "charge",
    failedAt: AT,
    nextAttemptAt: null,
    consequence: { ...consequence, state: "growth_frozen" },
    ...owed,
  },
  {
    kind: "payment_failed",
    day: 0,
    how: "confirmation",
    failedAt: AT,
    nextAttemptAt: null,
    consequence: null,
    ...owed,
  },
  { kind: "payment_failed", day: 3, how: "due_date", failedAt: AT, nextAttemptAt: null, consequence: null, ...owed },
  { kind: "growth_frozen", consequence: { ...consequence, state: "growth_frozen" }, owed },
  { kind: "read_only", consequence: { ...consequence, state: "suspended_read_only" }, owed: null },
  { kind: "action_required", ...owed },
  { kind: "invoice_issued", invoiceId: "in_7", dueAt: LATER, ...owed },
  { kind: "ended", what: "subscription", unpaid: true, since: AT, retainedUntil: LATER, ...plan },
  { kind: "ended", what: "trial", unpaid: false, since: AT, retainedUntil: LATER, ...plan },
  { kind: "retention_ending", since: AT, retainedUntil: LATER },
  { kind: "trial_ending", endsAt: LATER, charge: null, ...plan },
  { kind: "trial_ending", endsAt: LATER, charge: { ...money, ...bought }, ...plan },
  { kind: "card_expiring", brand: "visa", last4: "4242", endsAt: "2026-12-01T00:00:00.000Z" },
  { kind: "renewal", at: LATER, ...money, ...bought },
  { kind: "price_rise", before: 19_000, perSeat: true, appliesAt: LATER, amount: 21_000, currency: "usd", ...bought },
  { kind: "purchase", startsAt: AT, renewsAt: "2027-11-20T10:00:00.000Z", ...money, ...bought },
  {
    kind: "receipt",
    invoiceId: "in_7",
    number: "A-0007",
    paidAt: AT,
    subtotal: 57_000,
    tax: 4_560,
    lines: [{ description: "3 × Team seat (yearly)", amount: 57_000 }],
    hasPdf: true,
    amount: 61_560,
    currency: "usd",
  },
  { kind: "refund", number: "A-0007", failed: false, amount: 1_900, currency: "usd" },
  { kind: "refund", number: "", failed: true, amount: 1_900, currency: "usd" },
  { kind: "dispute", closed: null, reviewDueAt: AT, endDueAt: LATER, ...money },
  { kind: "dispute", closed: "lost", reviewDueAt: AT, endDueAt: LATER, ...money },
  { kind: "cancel_scheduled", endsAt: LATER, retainedUntil: "2027-01-03T10:00:00.000Z", ...plan },
  { kind: "over_seats", purchased: 3, used: 5 },
];

const ACME = { name: "Acme", kind: "organization" } as const;
const links = {
  billing: "https://packhouse.example/orgs/acme/billing",
  packages: "https://packhouse.example/orgs/acme/packages",
  lines: "https://packhouse.example/orgs/acme/billing/invoices/csv",
  invoice: "https://packhouse.example/invoices/signed",
};

it("covers every kind of notice", () => {
  const kinds = noticeSchema.options.flatMap((option) => [...option.shape.kind.values]);
  expect([...new Set(EXAMPLES.map(({ kind }) => kind))].sort()).toEqual(kinds.sort());
});

describe("every notice says what happened, why, and what to do [INV-E2]", () => {
  it.each(EXAMPLES.map((notice) => [notice.kind, notice] as const))("%s", (_kind, notice) => {
    const { title, lines, rows, action } = noticeWords(notice, ACME);
    expect({ title, lines, rows, action }).toMatchSnapshot();
  });

  it("to a person in words of their own account", () => {
    const you = { name: "Paul Okafor", kind: "personal" } as const;
    const end = { kind: "ended", what: "subscription", unpaid: false, since: AT, retainedUntil: null } as const;
    expect(noticeWords({ ...end, plan: "pro", planVersion: 1 }, you)).toMatchInlineSnapshot(`
      {
        "action": {
          "href": null,
          "label": "Choose a plan",
        },
        "lines": [
          "It ended on 20 Nov 2026, 10:00 UTC.",
          "Your account continues on Free. Items over the Free limits are read-only. Nothing is deleted, and a plan makes them writable again.",
        ],
        "links": [],
        "rows": [],
        "title": "Pro of Paul Okafor has ended",
      }
    `);
    const cancelled = { kind: "cancel_scheduled", endsAt: LATER, retainedUntil: null } as const;
    expect(noticeWords({ ...cancelled, plan: "pro", planVersion: 1 }, you).lines).toMatchInlineSnapshot(`
      [
        "The cancellation is confirmed. Everything works until 4 Dec 2026, 10:00 UTC, and there are no further charges.",
        "After that the account is Free. Items over the Free limits become read-only, and nothing is deleted.",
        "Until then you can resume it on the Billing page.",
      ]
    `);
  });
});

describe("the mail", () => {
  async function mailOf(kind: Notice["kind"]) {
    const notice = EXAMPLES.find((one) => one.kind === kind);
    if (!notice) throw new Error(`No example of ${kind}`);
    return billingNoticeMail({ email: "olivia@acme.example", account: ACME, notice, links });
  }

  it("of a receipt has each amount with its currency, tax apart, and opens the document [INV-C1, INV-C2]", async () => {
    const { to, subject, text, html } = await mailOf("receipt");
    expect({ to, subject, text }).toMatchInlineSnapshot(`
      {
        "subject": "Receipt for Acme: 615.60 USD",
        "text": "Packhouse


      RECEIPT FOR ACME: 615.60 USD

      Invoice A-0007 was paid on 20 Nov 2026, 10:00 UTC. Thank you.

      3 × Team seat (yearly): 570.00 USD

      Subtotal: 570.00 USD

      Tax: 45.60 USD

      Paid: 615.60 USD

      Invoice as PDF, without signing in, for 30 days: https://packhouse.example/invoices/signed

      Open Billing https://packhouse.example/orgs/acme/billing

      https://packhouse.example/orgs/acme/billing

      ----------------------------------------

      You get this because you manage billing for Acme or are one of its billing contacts.",
        "to": "olivia@acme.example",
      }
    `);
    expect(html).toContain(`href="${links.invoice}"`);
  });

  it("of a failed payment leads to the page that takes the money", async () => {
    const { subject, text, html } = await mailOf("payment_failed");
    expect({ subject, text }).toMatchInlineSnapshot(`
      {
        "subject": "A payment of 57.00 USD for Acme failed",
        "text": "Packhouse


      A PAYMENT OF 57.00 USD FOR ACME FAILED

      Invoice A-0007 over 57.00 USD could not be charged on 20 Nov 2026, 10:00 UTC. We try again on 4 Dec 2026, 10:00 UTC.

      Everything keeps working until 27 Nov 2026, 10:00 UTC. After that nothing new can be added: no member, token or private package; from 4 Dec 2026, 10:00 UTC on Acme is read-only. Installs, exports and billing keep working, and nothing is deleted.

      Pay the invoice, or update the card on the Billing page. The payment restores everything.

      Billing page: https://packhouse.example/orgs/acme/billing

      Pay 57.00 USD https://pay.example/in_7

      https://pay.example/in_7

      ----------------------------------------

      You get this because you manage billing for Acme or are one of its billing contacts.",
      }
    `);
    expect(html).toContain(`href="${owed.payUrl}"`);
  });

  it("of an end leads to the export", async () => {
    const { text } = await mailOf("ended");
    expect(text).toContain(links.packages);
    expect(text).toContain(links.lines);
  });
});
