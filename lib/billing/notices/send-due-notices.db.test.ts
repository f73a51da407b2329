import { beforeEach, describe, expect, it, vi } from "vitest";
import { SUPERSEDED } from "@/lib/billing/notices/kept-notice";
import { BILLING_NOTICE_MAIL } from "@/lib/billing/notices/notice-mail";
import { noticeTransitions } from "@/lib/billing/notices/notice-transitions";
import { DAY, daysOn } from "@/lib/billing/notices/notices.fixture";
import { sendDueNotices, sendDueNoticesOf } from "@/lib/billing/notices/send-due-notices";
import { at, now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { TRIAL } from "@/lib/entitlements/plans";
import { newId } from "@/lib/ids";
import { newMember, newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";

vi.stubEnv("LOG_LEVEL", "silent");

/** Writes rows as a sync would: a monthly subscription whose renewal failed at `failed`. */
async function unpaidSubscription(org: TestOrganization, failed: Date, contacts: string[] = []): Promise<string> {
  const accountId = org.account.id;
  const [id, invoice] = [`sub_${newId()}`, `in_${newId()}`];
  await db().term.deleteMany({ where: { accountId } });
  await db().billingCustomer.create({
    data: { accountId, stripeCustomerId: `cus_${newId()}`, createdAt: daysOn(-60, failed), contacts },
  });
  const bought = { plan: "team", planVersion: 1, interval: "month", seats: 3, unitAmount: 1_900 } as const;
  const period = { periodStart: daysOn(-31, failed), periodEnd: failed };
  const clock = { status: "past_due", startedAt: daysOn(-60, failed), firstFailedAt: failed };
  await db().subscription.create({
    data: { id, accountId, currency: "usd", collection: "charge_automatically", ...bought, ...period, ...clock },
  });
  const sums = { subtotal: 5_700, tax: 0, total: 5_700, amountDue: 5_700, amountPaid: 0, amountRemaining: 5_700 };
  const dates = { createdAt: failed, finalizedAt: failed, firstFailedAt: failed, ...period };
  const about = { number: "A-1", status: "open", reason: "subscription_cycle", currency: "usd", attempts: 1 };
  await db().invoice.create({ data: { id: invoice, accountId, subscriptionId: id, ...about, ...sums, ...dates } });
  return invoice;
}

async function pay(invoice: string): Promise<void> {
  const { subscriptionId } = await db().invoice.update({
    where: { id: invoice },
    data: { status: "paid", amountPaid: 5_700, amountRemaining: 0, paidAt: now() },
  });
  await db().subscription.update({
    where: { id: subscriptionId ?? "" },
    data: { status: "active", firstFailedAt: null, periodEnd: new Date(now().getTime() + 25 * DAY) },
  });
}

async function kinds(accountId: string): Promise<string[]> {
  const rows = await db().billingNotice.findMany({ where: { accountId }, orderBy: [{ at: "asc" }, { key: "asc" }] });
  return rows.map(({ kind }) => kind);
}

/** The mails that wait to be sent about the organization of the present test. */
async function mails(): Promise<{ email: string; kind: string }[]> {
  const rows = await db().outboxMessage.findMany({ where: { topic: "mail.billing-notice" }, orderBy: { id: "asc" } });
  return rows
    .map(({ payload }) => BILLING_NOTICE_MAIL.payload.parse(payload))
    .filter(({ links }) => links.billing.endsWith(`/orgs/${org.account.handle}/billing`))
    .map(({ email, notice }) => ({ email, kind: notice.kind }));
}

async function entered(accountId: string) {
  const rows = await db().auditEvent.findMany({
    where: { accountId, action: "billing.state_entered" },
    orderBy: { seq: "asc" },
  });
  return rows.map(({ changes, actorId }) => ({ changes, actorId }));
}

let org: TestOrganization;
let start: Date;
beforeEach(async () => {
  await db().outboxMessage.deleteMany();
  org = await newOrganization();
  start = now();
});

describe("a trial that nobody continues", () => {
  it("is told to its owner three times, freezes its rows by time alone, and is recorded once [case 31]", async () => {
    const accountId = org.account.id;
    for (const day of [1, TRIAL.days - 3, TRIAL.days - 1, TRIAL.days]) {
      await at(daysOn(day, start), async () => {
        await sendDueNotices();
        await sendDueNotices();
      });
    }
    expect(await kinds(accountId)).toEqual(["trial_ending", "trial_ending", "ended"]);
    expect(await mails()).toEqual(
      ["trial_ending", "trial_ending", "ended"].map((kind) => ({ email: org.owner.email, kind })),
    );
    expect(await entered(accountId)).toEqual([
      { actorId: "billing clock", changes: [{ path: "state", before: "trial", after: "ended" }] },
    ]);
  });
});

describe("a payment that failed", () => {
  it("reaches owners, the billing role and the contacts, each address once, and nobody else [INV-P3]", async () => {
    const billing = await newMember(org, "billing");
    await newMember(org, "admin");
    const contacts = [org.owner.email.toUpperCase(), "ap@acme.example"];
    await unpaidSubscription(org, start, contacts);
    await at(daysOn(0.01, start), () => sendDueNotices());
    const reached = (await mails()).map(({ email }) => email).sort();
    expect(reached).toEqual([org.owner.email, billing.email, "ap@acme.example"].sort());
  });

  it("is told once by any number of workers at once", async () => {
    await unpaidSubscription(org, start);
    const told = await at(daysOn(3, start), () =>
      Promise.all(Array.from({ length: 8 }, () => sendDueNoticesOf(org.account))),
    );
    expect(told.filter((sent) => sent > 0)).toEqual([1]);
    expect(await mails()).toEqual([{ email: org.owner.email, kind: "payment_failed" }]);
    expect((await kinds(org.account.id)).sort()).toEqual(["payment_failed", SUPERSEDED]);
  });

  it("after a jump of the clock is told as it stands, with every state that was passed in the audit log", async () => {
    await unpaidSubscription(org, start);
    await at(daysOn(20, start), () => sendDueNotices());
    expect(await mails()).toEqual([{ email: org.owner.email, kind: "read_only" }]);
    expect((await entered(org.account.id)).map(({ changes }) => changes)).toEqual([
      [{ path: "state", before: "grace", after: "growth_frozen" }],
      [{ path: "state", before: "growth_frozen", after: "suspended_read_only" }],
    ]);
    await at(daysOn(21, start), () => sendDueNotices());
    expect(await mails()).toHaveLength(1);
  });

  it("and was made good brings a receipt and nothing more of the calendar", async () => {
    const invoice = await unpaidSubscription(org, start);
    await at(daysOn(0.01, start), () => sendDueNotices());
    await at(daysOn(4, start), async () => {
      await pay(invoice);
      await transaction((tx) => noticeTransitions(tx, org.account));
      await sendDueNotices();
    });
    for (const day of [6, 7, 10, 14, 20]) await at(daysOn(day, start), () => sendDueNotices());
    expect((await mails()).map(({ kind }) => kind)).toEqual(["payment_failed", "receipt"]);
  });
});

describe("with a sync", () => {
  it("a rolled back sync tells nothing, and the next one tells everything", async () => {
    await unpaidSubscription(org, start);
    const failing = transaction(async (tx) => {
      await noticeTransitions(tx, org.account);
      throw new Error("cut off");
    });
    await expect(failing).rejects.toThrow("cut off");
    expect(await kinds(org.account.id)).toEqual([]);
    expect(await mails()).toEqual([]);
    await transaction((tx) => noticeTransitions(tx, org.account));
    expect((await mails()).map(({ kind }) => kind)).toEqual(["payment_failed"]);
  });

  it("states that time brought are left to the clock, which records them", async () => {
    await unpaidSubscription(org, start);
    await at(daysOn(8, start), async () => {
      await transaction((tx) => noticeTransitions(tx, org.account));
      expect(await mails()).toEqual([]);
      await sendDueNotices();
    });
    expect((await mails()).map(({ kind }) => kind)).toEqual(["growth_frozen"]);
    expect(await entered(org.account.id)).toHaveLength(1);
  });
});

it("one account that cannot be told does not hold up the others", async () => {
  const broken = await newOrganization();
  await unpaidSubscription(org, start);
  await unpaidSubscription(broken, start);
  await db().billingCustomer.update({ where: { accountId: broken.account.id }, data: { card: { brand: 1 } } });
  await at(daysOn(0.01, start), () => sendDueNotices());
  expect(await kinds(org.account.id)).toEqual(["payment_failed"]);
  expect(await kinds(broken.account.id)).toEqual([]);
});
