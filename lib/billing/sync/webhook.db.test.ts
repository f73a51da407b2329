import { beforeEach, describe, expect, it, vi } from "vitest";
import { POST } from "@/app/api/stripe/webhook/route";
import { MovingStripe, newPayer, signed } from "@/lib/billing/sync/payer.fixture";
import { processInbox } from "@/lib/billing/sync/process-inbox";
import { customer, day, subscription } from "@/lib/billing/sync/stripe-history.fixture";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { at, realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";

const OLD = "whsec_old_one";
const NEW = "whsec_new_one";
vi.stubEnv("LOG_LEVEL", "silent");
vi.stubEnv("STRIPE_SECRET_KEY", "sk_test_webhook");
vi.stubEnv("STRIPE_WEBHOOK_SECRET", `${NEW},${OLD}`);

type Wire = { id: string; type: string; [field: string]: unknown };

function wire(more: Partial<Wire> = {}): Wire {
  return {
    id: `evt_${newId()}`,
    object: "event",
    api_version: "2026-10-28.endive",
    created: Math.floor(realNow().getTime() / 1000),
    livemode: false,
    type: "customer.subscription.updated",
    data: { object: { id: "sub_1", object: "subscription", customer: "cus_1" } },
    ...more,
  };
}

function post(body: string, header: string | null): Promise<Response> {
  const headers = { "content-type": "application/json", ...(header === null ? {} : { "stripe-signature": header }) };
  const request = new Request("http://localhost/api/stripe/webhook", { method: "POST", body, headers });
  return POST(request, { params: Promise.resolve({}) });
}

const secondsAgo = (seconds: number) => new Date(realNow().getTime() - seconds * 1_000);
const deliver = (of: Wire, secrets = [NEW]) => {
  const body = JSON.stringify(of);
  return post(body, signed(body, secrets, realNow()));
};
const stored = ({ id }: { id: string }) => db().stripeEvent.findUnique({ where: { id } });

let stripe: MovingStripe;
beforeEach(() => {
  stripe = new MovingStripe();
});

describe("what is believed", () => {
  it("only the bytes that were signed; one flipped, or the same JSON written anew, is refused [case 1]", async () => {
    const of = wire();
    const body = JSON.stringify(of);
    const header = signed(body, [NEW], realNow());
    const forged = [
      [body.replace("cus_1", "cus_2"), header],
      [JSON.stringify(of, null, 2), header],
      [body, signed(body, ["whsec_of_somebody"], realNow())],
      [body, "t=1,v1=00"],
      [body, ""],
      [body, null],
    ] as const;
    for (const [sent, sentHeader] of forged) expect((await post(sent, sentHeader)).status).toBe(400);
    expect(await stored(of)).toBeNull();
    expect((await post(body, header)).status).toBe(200);
    expect(await stored(of)).toMatchObject({ state: "received", stripeCustomerId: "cus_1", via: "delivery" });
  });

  it("no event that cannot be stored, though it is signed", async () => {
    const customerOf = (id: string) => ({ object: { id: "sub_1", object: "subscription", customer: id } });
    for (const odd of [{ id: "evt_\0" }, { type: "a\0" }, { data: customerOf("cus_\0") }]) {
      expect((await deliver(wire(odd))).status).toBe(400);
    }
  });

  it("a signature older than five minutes is refused; one ahead of time passes, and its id stops the second [case 2]", async () => {
    for (const [seconds, status] of [
      [301, 400],
      [290, 200],
      [-600, 200],
    ] as const) {
      const of = wire();
      const body = JSON.stringify(of);
      const header = signed(body, [NEW], secondsAgo(seconds));
      expect((await post(body, header)).status, `${seconds} s old`).toBe(status);
      if (status === 200) expect(await (await post(body, header)).json()).toEqual({ received: true, duplicate: true });
    }
  });

  it("the old secret, the new one, and both at once [case 3]", async () => {
    for (const secrets of [[OLD], [NEW], [OLD, NEW]]) expect((await deliver(wire(), secrets)).status).toBe(200);
  });

  it("refuses a signed body that is no event, and a body beyond 1 MB", async () => {
    for (const body of ["{}", "[]", "no json", '{"id":1}']) {
      expect((await post(body, signed(body, [NEW], realNow()))).status, body).toBe(400);
    }
    const large = JSON.stringify(wire({ padding: "x".repeat(1_000_001) }));
    expect((await post(large, signed(large, [NEW], realNow()))).status).toBe(413);
    const chunks = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(100_000)),
    });
    const init = { method: "POST", body: chunks, duplex: "half" };
    const request = new Request("http://localhost/api/stripe/webhook", init);
    expect((await POST(request, { params: Promise.resolve({}) })).status).toBe(413);
  });

  it("a payload with what Postgres cannot keep is stored all the same", async () => {
    const of = wire({ data: { object: { id: "in_1", description: "a\u0000b \\u0000", customer: "cus_1" } } });
    expect((await deliver(of)).status).toBe(200);
    expect(await stored(of)).toMatchObject({ payload: { data: { object: { description: "ab \\u0000" } } } });
  });
});

describe("what is kept", () => {
  it("of another mode, of a type that nothing follows from: stored as ignored, with the reason [case 5]", async () => {
    const [live, strange] = [wire({ livemode: true }), wire({ type: "treasury.account.created" })];
    for (const of of [live, strange]) expect((await deliver(of)).status).toBe(200);
    expect(await stored(live)).toMatchObject({ state: "ignored", note: expect.stringContaining("live mode") });
    expect(await stored(strange)).toMatchObject({ state: "ignored", note: expect.stringContaining("type") });
    const foreign = wire({ data: { object: { customer: `cus_${newId()}` } } });
    await deliver(foreign);
    await drain();
    expect(await stored(foreign)).toMatchObject({ state: "ignored", note: expect.stringContaining("No account") });
  });

  it("the same id five minutes, a day and three days later is known and does nothing [case 6]", async () => {
    const payer = await newPayer();
    const of = wire({ data: { object: { customer: payer.customerId } } });
    await deliver(of);
    await drain();
    const settled = await stored(of);
    expect(settled).toMatchObject({ state: "done" });
    const { calls } = stripe;
    for (const days of [5 / 1_440, 1, 3]) {
      const answer = await at(new Date(realNow().getTime() + days * 86_400_000), () => deliver(of));
      expect(await answer.json()).toEqual({ received: true, duplicate: true });
      await drain();
    }
    expect(await stored(of)).toEqual(settled);
    expect(stripe.calls).toBe(calls);
  });

  it("an event of another API version is kept aside, and its customer is still synced by others [case 15]", async () => {
    for (const api_version of ["2024-06-20", "2025-03-31.basil", "2027-01-01.future"]) {
      const of = wire({ api_version });
      expect((await deliver(of)).status).toBe(200);
      expect(await stored(of)).toMatchObject({
        state: "dead",
        apiVersion: api_version,
        note: expect.stringContaining("version"),
      });
    }
    const thin = wire({ api_version: null, type: "v1.billing.meter.error_report_triggered" });
    await deliver(thin);
    expect(await stored(thin)).toMatchObject({ state: "received" });
    await drain();
    expect(await stored(thin)).toMatchObject({ state: "done", note: "An alarm was raised." });
  });

  it("two deliveries of one event at once are stored once", async () => {
    const of = wire();
    const answers = await Promise.all(Array.from({ length: 8 }, () => deliver(of)));
    const duplicates = await Promise.all(answers.map(async (answer) => (await answer.json()).duplicate));
    expect(duplicates.filter((duplicate) => duplicate === false)).toHaveLength(1);
  });

  it("32 deliveries for one customer at once, taken by four workers, come to one state [case 9]", async () => {
    const payer = await newPayer();
    const bought = subscription(`sub_${payer.tag}`);
    stripe.set(customer(payer.customerId, { subscriptions: [bought] }));
    const about = { data: { object: { customer: payer.customerId } } };
    const answers = await Promise.all(Array.from({ length: 32 }, () => deliver(wire(about))));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 32 }, () => 200));
    await Promise.all(Array.from({ length: 4 }, drain));
    const accountId = payer.account.id;
    const states = await db().stripeEvent.groupBy({
      by: ["state"],
      where: { stripeCustomerId: payer.customerId },
      _count: true,
    });
    expect(states).toEqual([{ state: "done", _count: 32 }]);
    expect(await db().subscription.findMany({ where: { accountId } })).toMatchObject([{ id: bought.id }]);
    const started = { accountId, action: "billing.subscription_started" };
    expect(await db().auditEvent.count({ where: started })).toBe(1);
  });
});

async function drain(): Promise<void> {
  const tools = { source: stripe.source, sync: syncCustomer };
  while ((await at(day(30), () => processInbox(tools))) > 0);
}

describe("how fast", () => {
  it("the answer does not wait for the work: it verifies and stores, within 50 ms [case 13]", async () => {
    const payer = await newPayer();
    stripe.set(customer(payer.customerId, { subscriptions: [subscription(`sub_${payer.tag}`)] }));
    const took: number[] = [];
    for (let count = 0; count < 600; count += 1) {
      const of = wire({ data: { object: { customer: payer.customerId, padding: "x".repeat(5_000) } } });
      const body = JSON.stringify(of);
      const header = signed(body, [NEW], realNow());
      const began = performance.now();
      const { status } = await post(body, header);
      took.push(performance.now() - began);
      expect(status).toBe(200);
    }
    took.sort((one, other) => one - other);
    const of = (share: number) => took[Math.floor(took.length * share)] ?? 0;
    process.stdout.write(
      `acknowledge: median ${of(0.5).toFixed(2)} ms, p99 ${of(0.99).toFixed(2)} ms of ${took.length}\n`,
    );
    // Leaves out the slowest hundredth: other tests share the machine.
    expect(of(0.95)).toBeLessThan(50);
    expect(stripe.calls).toBe(0);
    await drain();
    expect(stripe.calls).toBe(1);
    expect(await db().stripeEvent.count({ where: { stripeCustomerId: payer.customerId, state: "done" } })).toBe(600);
  });
});

describe("without a secret, or without a key, there is no endpoint [case 4]", () => {
  it.each([
    ["sk_test_webhook", ""],
    ["", NEW],
  ])("key %j, secret %j", async (key, secret) => {
    vi.resetModules();
    vi.stubEnv("STRIPE_SECRET_KEY", key);
    vi.stubEnv("STRIPE_WEBHOOK_SECRET", secret);
    const route = await import("@/app/api/stripe/webhook/route");
    const body = JSON.stringify(wire());
    for (const header of [signed(body, [NEW], realNow()), signed(body, [""], realNow())]) {
      const request = new Request("http://localhost/api/stripe/webhook", {
        method: "POST",
        body,
        headers: { "stripe-signature": header },
      });
      expect((await route.POST(request, { params: Promise.resolve({}) })).status).toBe(404);
    }
  });
});
