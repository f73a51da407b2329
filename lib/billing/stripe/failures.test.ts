import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { askBreaker, resetBreaker } from "@/lib/billing/stripe/breaker";
import { createCustomer, updateCustomerDetails } from "@/lib/billing/stripe/customers";
import {
  listOf,
  type RecordedStripe,
  speakTo,
  startRecordedStripe,
} from "@/lib/billing/stripe/recorded-stripe.test-support";
import { payInvoice } from "@/lib/billing/stripe/subscriptions";
import { AppError } from "@/lib/errors";

const logged = vi.hoisted((): unknown[][] => []);
vi.mock("@/lib/logger", () => {
  const keep = (...given: unknown[]) => logged.push(given);
  return { log: () => ({ info: keep, warn: keep, error: keep }) };
});

const input = {
  accountId: "acct-1",
  handle: "acme",
  name: "Acme Person",
  email: "person@acme.example",
  idempotencyKey: "customer:acct-1:1",
};
const customer = { id: "cus_1", object: "customer" };
const failing = (status: number, error: object) => ({ status, body: { error } });

let stripe: RecordedStripe;
beforeAll(async () => {
  stripe = await startRecordedStripe();
  speakTo(stripe.url);
});
afterAll(() => stripe.stop());
beforeEach(() => {
  resetBreaker();
  stripe.calls.length = 0;
  logged.length = 0;
});
afterEach(() => vi.useRealTimers());

async function thrown(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("it succeeded");
}
async function refusal(work: Promise<unknown>) {
  const error = await thrown(work);
  if (error instanceof AppError) return { code: error.code, payload: error.payload };
  throw error;
}
const AWAY = { code: "UPSTREAM", payload: { provider: "Stripe" } };

describe("while Stripe fails [case 12]", () => {
  it("the same key goes with every try, and a late success is the success", async () => {
    const answers = [failing(500, { type: "api_error" }), "reset" as const, { body: customer }];
    stripe.answer = (_, { length }) => answers[length - 1] ?? "hang";
    expect(await createCustomer(input)).toBe("cus_1");
    expect(stripe.calls.map(({ headers }) => headers["idempotency-key"])).toEqual(Array(3).fill("customer:acct-1:1"));
  });

  it("an error of its own, too many requests and a refused key are UPSTREAM", async () => {
    stripe.answer = () => failing(500, { type: "api_error" });
    expect(await refusal(createCustomer(input))).toEqual(AWAY);
    expect(stripe.calls).toHaveLength(3);
    stripe.answer = () => failing(429, { type: "invalid_request_error", code: "rate_limit" });
    expect(await refusal(createCustomer(input))).toEqual(AWAY);
    stripe.answer = () => failing(401, { type: "invalid_request_error" });
    expect(await refusal(createCustomer(input))).toEqual(AWAY);
    stripe.answer = () => failing(403, { type: "invalid_request_error" });
    expect(await refusal(createCustomer(input))).toEqual(AWAY);
  });

  it("fails at once after five failures, until one caller tries again after the pause", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const dontRetry = { "stripe-should-retry": "false" };
    stripe.answer = () => ({ status: 500, body: { error: { type: "api_error" } }, headers: dontRetry });
    for (let i = 0; i < 5; i++) await refusal(createCustomer(input));
    expect(stripe.calls).toHaveLength(5);
    expect(await refusal(createCustomer(input))).toEqual(AWAY);
    expect(stripe.calls).toHaveLength(5);

    vi.advanceTimersByTime(15_000);
    expect(await refusal(createCustomer(input))).toEqual(AWAY);
    expect(await refusal(createCustomer(input))).toEqual(AWAY);
    expect(stripe.calls).toHaveLength(6);

    vi.advanceTimersByTime(15_000);
    stripe.answer = () => ({ body: customer });
    expect(await createCustomer(input)).toBe("cus_1");
    expect(await createCustomer(input)).toBe("cus_1");
  });

  it("a refusal is an answer: it keeps the breaker closed", async () => {
    stripe.answer = () => failing(402, { type: "card_error", code: "card_declined", message: "Declined." });
    for (let i = 0; i < 8; i++) await refusal(createCustomer(input));
    expect(askBreaker).not.toThrow();
    expect(stripe.calls).toHaveLength(8);
  });
});

it("one key for another intent is a conflict that says what to do [case 38]", async () => {
  stripe.answer = () => failing(400, { type: "idempotency_error", message: "Keys for idempotent requests ..." });
  expect(await refusal(createCustomer(input))).toEqual({
    code: "CONFLICT",
    payload: { message: expect.stringContaining("new quote") },
  });
});

it("says a decline in the bank's words and what to do about it", async () => {
  const declined = { type: "card_error", code: "card_declined", decline_code: "insufficient_funds" };
  stripe.answer = ({ method }) =>
    method === "GET"
      ? { body: { id: "in_1", object: "invoice", status: "open" } }
      : failing(402, { ...declined, message: "Your card has insufficient funds." });
  const { code, payload } = await refusal(payInvoice("in_1", "pay:acct-1:1"));
  expect(code).toBe("CONFLICT");
  expect(payload).toEqual({ message: expect.stringMatching(/^Your card has insufficient funds\. Use another/) });
});

it("a tax id or an address that Stripe does not take is the customer's to mend [case 35]", async () => {
  const details = { name: "Acme", email: "a@acme.example", address: null, purchaseOrder: "" };
  const taxIds = [{ type: "eu_vat", value: "DE1" }];
  stripe.answer = ({ method, path }) =>
    method === "GET"
      ? { body: listOf([]) }
      : path.endsWith("/tax_ids")
        ? failing(400, { type: "invalid_request_error", code: "tax_id_invalid", param: "value" })
        : { body: customer };
  expect(await refusal(updateCustomerDetails("cus_1", { ...details, taxIds }))).toMatchObject({ code: "VALIDATION" });
});

it("a request that is our mistake is nobody's refusal: it reaches a client as unexpected", async () => {
  stripe.answer = () =>
    failing(400, { type: "invalid_request_error", code: "parameter_unknown", param: "nme", message: "Unknown: nme" });
  const error = await thrown(createCustomer(input));
  expect(error).not.toBeInstanceOf(AppError);
  expect(String(error)).toContain("parameter_unknown (nme), req_test");
});

it("neither log lines nor errors hold the key, the customer, or words that may quote them [case 40]", async () => {
  const answers = [
    failing(400, { type: "invalid_request_error", code: "email_bad", message: `Invalid email: ${input.email}` }),
    failing(401, { type: "invalid_request_error", message: "Invalid API Key provided: sk_test_gateway" }),
    failing(402, { type: "card_error", code: "card_declined", message: "Declined.", charge: "ch_1" }),
    failing(400, { type: "idempotency_error", message: `Keys ... ${input.idempotencyKey} ${input.email}` }),
  ];
  const errors: string[] = [];
  for (const answer of answers) {
    stripe.answer = () => answer;
    const error = await thrown(createCustomer(input));
    errors.push(`${error} ${JSON.stringify(error)} ${error instanceof Error ? error.stack : ""}`);
  }
  expect(logged).toHaveLength(answers.length);
  expect(logged[0]?.[0]).toMatchObject({ call: "customers.create", code: "email_bad", requestId: "req_test" });
  const written = JSON.stringify(logged) + errors.join();
  for (const secret of [input.email, input.name, "sk_test_gateway", input.idempotencyKey]) {
    expect(written).not.toContain(secret);
  }
});
