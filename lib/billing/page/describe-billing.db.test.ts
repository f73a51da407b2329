import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { GET } from "@/app/api/v1/billing/status/route";
import { billingStatusOutput } from "@/lib/billing/page/api-schema";
import { loadBillingPage } from "@/lib/billing/page/loaders";
import { MovingStripe, newPayer, type Payer } from "@/lib/billing/sync/payer.fixture";
import { customer, day, invoice, subscription } from "@/lib/billing/sync/stripe-history.fixture";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { at } from "@/lib/clock";
import { pool } from "@/lib/db";
import { tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { newMember } from "@/lib/people/members/members.fixture";

vi.stubEnv("LOG_LEVEL", "silent");

const PAGE = { after: null, before: null, filters: {}, seatPage: 1 };
let payer: Payer;
let token: string;

async function answer(query = ""): Promise<z.output<typeof billingStatusOutput>> {
  const address = `http://localhost:3000/api/v1/billing/status?account=${payer.account.handle}${query}`;
  const response = await GET(new Request(address, { headers: { authorization: `Bearer ${token}` } }), {
    params: Promise.resolve({}),
  });
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  return z.strictObject(billingStatusOutput.shape).parse(await response.json());
}

beforeAll(async () => {
  payer = await newPayer();
  await at(day(0), () => newMember(payer, "admin"));
  token = await tokenFor(payer.owner, { scopes: ["billing:read"] });
  const stripe = new MovingStripe();
  const paid = { status: "paid", paidAt: day(0), amountPaid: 9_500, amountRemaining: 0 };
  const [first, open] = [invoice("in_first", "sub_1", 0, paid), invoice("in_second", "sub_1", 1)];
  stripe.set(customer(payer.customerId, { subscriptions: [subscription("sub_1")], invoices: [first, open] }));
  await at(day(2), () =>
    syncCustomer({ accountId: payer.account.id }, { because: "sweep" }, { source: stripe.source }),
  );
});

describe("page, API and database", () => {
  it("say the same of plan, state, seats, limits and invoices", async () => {
    const [api, page] = await at(day(2), () => Promise.all([answer(), loadBillingPage(payer.ctx, PAGE)]));
    const {
      card: _card,
      details: _details,
      managesBilling: _manages,
      leastSeats: _least,
      problems,
      ...status
    } = page.status;
    expect(api).toMatchObject(status);
    expect(api.problems).toEqual(problems.map(({ fix: _fix, ...problem }) => problem));
    expect(api.limits.map(({ key, used, limit }) => ({ key, used, limit }))).toEqual(
      page.usage.map(({ key, used, limit }) => ({ key, used, limit })),
    );
    for (const { key, value, source } of api.entitlements) {
      expect(page.snapshot.entitlements[key], key).toMatchObject({ value, source });
    }
    if (!("page" in page.invoices)) throw new Error("The page shows no invoices");
    expect(api.invoices).toEqual({ total: page.invoices.page.count.all, rows: page.invoices.page.rows });

    const { rows } = await pool().query<Record<string, string>>(
      `SELECT s."plan", s."seats"::text, s."periodEnd", c."used"::text, c."limit"::text,
              (SELECT count(*)::text FROM "Invoice" i WHERE i."accountId" = $1) AS "invoices",
              (SELECT sum(i."total")::text FROM "Invoice" i WHERE i."accountId" = $1) AS "billed"
         FROM "Subscription" s JOIN "UsageCounter" c ON c."accountId" = s."accountId" AND c."key" = 'seats'
        WHERE s."accountId" = $1`,
      [payer.account.id],
    );
    const billed = api.invoices.rows.reduce((sum, { total }) => sum + total, 0);
    expect(rows).toEqual([
      {
        plan: api.plan,
        seats: String(api.seats?.purchased),
        periodEnd: new Date(api.subscription?.periodEnd ?? 0),
        used: String(api.seats?.used),
        limit: String(api.limits.find(({ key }) => key === "seats")?.limit),
        invoices: String(api.invoices.total),
        billed: String(billed),
      },
    ]);
    expect(api).toMatchObject({ plan: "team", state: "active", seats: { purchased: 5, used: 2, reserved: 0 } });
  });

  it("give as many invoices as are asked for, and count them all", async () => {
    const none = await answer("&invoices=0");
    expect(none.invoices).toEqual({ total: 2, rows: [] });
    const one = await answer("&invoices=1");
    expect(one.invoices).toMatchObject({ total: 2, rows: [{ id: "in_second" }] });
  });
});

it("the answer has a schema that a description can carry", () => {
  expect(z.toJSONSchema(billingStatusOutput)).toMatchObject({ type: "object" });
});
