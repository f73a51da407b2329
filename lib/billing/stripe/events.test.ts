import Stripe from "stripe";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { customerOf } from "@/lib/billing/stripe/event-customer";
import { isKnownVersion, verifyEvent, webhookEnabled } from "@/lib/billing/stripe/events";
import { speakTo } from "@/lib/billing/stripe/recorded-stripe.test-support";
import { realNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";

const settings = vi.hoisted((): { secrets: string[] } => ({ secrets: [] }));
vi.mock("@/lib/env", async (actual) => {
  const real = await actual<typeof import("@/lib/env")>();
  return { ...real, env: () => ({ ...real.env(), STRIPE_WEBHOOK_SECRET: settings.secrets }) };
});

const OLD = "whsec_old";
const NEW = "whsec_new";
const OTHER = "whsec_other";

const event = {
  id: "evt_1",
  object: "event",
  type: "invoice.paid",
  api_version: "2026-10-28.endive",
  created: 1_790_000_000,
  livemode: false,
  data: { object: { id: "in_1", object: "invoice", customer: "cus_1" } },
};
const body = JSON.stringify(event, null, 2);

const seconds = () => Math.floor(realNow().getTime() / 1000);
function signed(payload: string, secret: string, age = 0): string {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: seconds() - age });
}
function refusal(work: () => unknown): { code: string; status: number } {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, status: error.status };
    throw error;
  }
  throw new Error("it was believed");
}
const REFUSED = { code: "VALIDATION", status: 400 };

beforeAll(() => speakTo(""));
beforeEach(() => {
  settings.secrets = [OLD];
});
afterEach(() => vi.useRealTimers());

describe("a signature", () => {
  it("is over the raw bytes: what was parsed and written again, or changed by one byte, is refused [case 1]", () => {
    const header = signed(body, OLD);
    expect(verifyEvent(body, header)).toMatchObject({ id: "evt_1", type: "invoice.paid", customerId: "cus_1" });
    expect(verifyEvent(Buffer.from(body), header).id).toBe("evt_1");
    expect(refusal(() => verifyEvent(JSON.stringify(JSON.parse(body)), header))).toEqual(REFUSED);
    expect(refusal(() => verifyEvent(body.replace("cus_1", "cus_2"), header))).toEqual(REFUSED);
    expect(refusal(() => verifyEvent(`${body} `, header))).toEqual(REFUSED);
  });

  it("is refused when it is more than 300 s old; one that is dated ahead passes [case 2]", () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const header = signed(body, OLD);
    vi.advanceTimersByTime(300_000);
    expect(verifyEvent(body, header).id).toBe("evt_1");
    vi.advanceTimersByTime(1_000);
    expect(refusal(() => verifyEvent(body, header))).toEqual(REFUSED);
    expect(verifyEvent(body, signed(body, OLD, -3_600)).id).toBe("evt_1");
  });

  it("may be by any configured secret, and by several at once while one is rotated [case 3]", () => {
    settings.secrets = [OLD, NEW];
    for (const secret of [OLD, NEW]) expect(verifyEvent(body, signed(body, secret)).id).toBe("evt_1");
    const both = `${signed(body, OTHER)},${signed(body, NEW).split(",")[1]}`;
    expect(verifyEvent(body, both).id).toBe("evt_1");
    expect(refusal(() => verifyEvent(body, signed(body, OTHER)))).toEqual(REFUSED);
    settings.secrets = [NEW];
    expect(refusal(() => verifyEvent(body, signed(body, OLD)))).toEqual(REFUSED);
  });

  it("is believed of nobody without a secret: the endpoint is not there [case 4]", () => {
    settings.secrets = [];
    expect(webhookEnabled()).toBe(false);
    expect(refusal(() => verifyEvent(body, signed(body, OLD)))).toEqual({ code: "NOT_FOUND", status: 404 });
    settings.secrets = [""];
    expect(refusal(() => verifyEvent(body, signed(body, OLD)))).toEqual(REFUSED);
  });

  it.each(["", "t=1", "v1=abc", "t=x,v1=abc", "nonsense"])("is refused as `%s`", (header) => {
    expect(refusal(() => verifyEvent(body, header))).toEqual(REFUSED);
  });

  it.each(["", "{", "[]", "null", '{"id":"evt_1"}', '{"id":"","type":"a","created":1}'])(
    "over `%s` is refused, for that is no event",
    (text) => {
      expect(refusal(() => verifyEvent(text, signed(text || " ", OLD)))).toEqual(REFUSED);
    },
  );
});

it("only events of the pinned major version are read; thin ones have none of their own [case 15]", () => {
  const of = (api_version: string | null) => {
    const text = JSON.stringify({ ...event, api_version });
    return verifyEvent(text, signed(text, OLD)).apiVersion;
  };
  expect(isKnownVersion(of("2026-10-28.endive"))).toBe(true);
  expect(isKnownVersion(of("2026-11-25.endive"))).toBe(true);
  expect(isKnownVersion(of("2025-03-31.basil"))).toBe(false);
  expect(isKnownVersion(of("2024-06-20"))).toBe(false);
  expect(isKnownVersion(of(null))).toBe(true);
});

it("believes a thin event about meters too [case 37]", () => {
  const text = JSON.stringify({
    id: "evt_2",
    object: "v2.core.event",
    type: "v1.billing.meter.error_report_triggered",
    created: "2026-11-20T10:00:00.000Z",
    related_object: { id: "mtr_1", type: "billing.meter", url: "/v1/billing/meters/mtr_1" },
  });
  expect(verifyEvent(text, signed(text, OLD))).toMatchObject({
    customerId: "",
    apiVersion: null,
    createdAt: new Date("2026-11-20T10:00:00.000Z"),
  });
});

it("finds the customer of an event of any kind, and says when there is none", () => {
  const of = (object: object, previous_attributes?: object) => customerOf({ object, previous_attributes });
  expect(of({ object: "customer", id: "cus_1" })).toBe("cus_1");
  expect(of({ object: "customer", id: "cus_1", deleted: true })).toBe("cus_1");
  expect(of({ object: "subscription", id: "sub_1", customer: "cus_1" })).toBe("cus_1");
  expect(of({ object: "checkout.session", id: "cs_1", customer: { id: "cus_1" } })).toBe("cus_1");
  expect(of({ object: "tax_id", id: "txi_1", customer: "cus_1" })).toBe("cus_1");
  expect(of({ object: "payment_method", id: "pm_1", customer: null }, { customer: "cus_1" })).toBe("cus_1");
  expect(of({ object: "payment_method", id: "pm_1", customer: null })).toBe("");
  expect(of({ object: "dispute", id: "dp_1", charge: "ch_1" })).toBe("");
  expect(of({ object: "price", id: "price_1" })).toBe("");
  for (const odd of [undefined, null, "x", {}, { object: "x" }, { object: { customer: 7 } }]) {
    expect(customerOf(odd)).toBe("");
  }
});
