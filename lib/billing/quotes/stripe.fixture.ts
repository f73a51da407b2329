import { afterAll, beforeAll } from "vitest";
import type { AccountContext } from "@/lib/access/types";
import { applyQuote } from "@/lib/billing/quotes/apply-quote";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import type { PrepareQuoteInput } from "@/lib/billing/quotes/schema";
import type { AppliedQuote } from "@/lib/billing/quotes/types";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { moveClock } from "@/lib/clock";
import { db } from "@/lib/db";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import type { Interval } from "@/lib/entitlements/types";
import { AppError } from "@/lib/errors";
import { ownContextOf } from "@/lib/identity/api-keys/token.fixture";
import { newOrganization, newPerson, type TestOrganization } from "@/lib/people/members/members.fixture";
import { type RunningSandbox, startSandbox } from "@/sandbox/stripe/server";

export const CARDS = {
  good: "4242 4242 4242 4242",
  declined: "4000 0000 0000 0002",
  /** Can be saved, but every charge is declined. */
  failsLater: "4000 0000 0000 0341",
  confirmation: "4000 0027 6000 3184",
} as const;

type Page = { status: number; location: string | null; html: string };

export type StripeDouble = {
  url(): string;
  /** Moves the sandbox's clock, and the product's with it. */
  advance(days: number): Promise<void>;
  /** Makes the next matching calls of the API fail. `error_after`: the call takes effect, but its answer is lost. */
  fault(fault: { method?: string; path?: string; effect: string; times?: number; skip?: number }): Promise<void>;
  clearFaults(): Promise<void>;
  /** A call of the sandbox's control API. */
  control(method: string, path: string, body?: object): Promise<unknown>;
  /** Attempts every due delivery once. */
  settle(): Promise<void>;
  /** The API calls so far, as `METHOD path`. */
  requests(): Promise<{ method: string; path: string }[]>;
  /** Calls Stripe's API without the product's knowledge; returns the object's id. */
  api(path: string, fields: Record<string, string>): Promise<{ id: string }>;
  /** Acts as a buyer on Stripe's page: chooses seats, enters a card and pays. */
  pay(url: string, buyer?: { seats?: number; card?: string }): Promise<Page>;
};

/**
 * Starts the sandbox for a test file and points the product's settings at it. Sends deliveries to `webhook`, if given.
 */
export function stripeDouble({ webhook }: { webhook?: () => string } = {}): StripeDouble {
  let running: RunningSandbox | null = null;
  const sandbox = () => {
    if (!running) throw new Error("The sandbox is not running");
    return running;
  };
  const follow = () => moveClock(sandbox().sandbox.clock.offset() * 1_000);
  beforeAll(async () => {
    const secret = "whsec_sandbox";
    running = await startSandbox(webhook ? { dashboardWebhook: { url: webhook(), secret } } : {});
    process.env.STRIPE_SECRET_KEY = "sk_test_sandbox";
    process.env.STRIPE_WEBHOOK_SECRET = secret;
    process.env.STRIPE_API_BASE = running.url;
  });
  afterAll(async () => {
    moveClock(0);
    await running?.stop();
  });
  const control = async (method: string, path: string, body?: object) => {
    const init = body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {};
    const answer = await fetch(`${sandbox().url}/_control${path}`, { method, ...init });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  return {
    url: () => sandbox().url,
    advance: async (days) => {
      await sandbox().advance(Math.round(days * 86_400));
      follow();
    },
    fault: async (fault) => void (await control("POST", "/faults", { target: "api", ...fault })),
    control,
    settle: () => sandbox().settle(),
    clearFaults: async () => void (await control("DELETE", "/faults")),
    requests: async () => {
      const { requests } = await control("GET", "/requests");
      return requests;
    },
    api: async (path, fields) => {
      const answer = await fetch(`${sandbox().url}/v1${path}`, {
        method: "POST",
        headers: { authorization: "Bearer sk_test_sandbox", "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(fields).toString(),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
    pay: async (url, { seats, card = CARDS.good } = {}) => {
      const address = new URL(url).pathname;
      const read = async (init?: RequestInit): Promise<Page> => {
        const answer = await fetch(`${sandbox().url}${address}`, { redirect: "manual", ...init });
        return { status: answer.status, location: answer.headers.get("location"), html: await answer.text() };
      };
      const send = (fields: Record<string, string>) => {
        const headers = { "content-type": "application/x-www-form-urlencoded" };
        return read({ method: "POST", headers, body: new URLSearchParams(fields).toString() });
      };
      const opened = seats === undefined ? await read() : await send({ action: "update", quantity_0: String(seats) });
      if (opened.location) return opened;
      const quantity = /name="quantity_0"[^>]*value="(\d+)"/.exec(opened.html)?.[1];
      return send({
        ...hidden(opened.html),
        ...(quantity === undefined ? {} : { quantity_0: quantity }),
        action: "pay",
        number: card,
        expiry: "12 / 44",
        cvc: "123",
        name: "Olivia",
        country: "DE",
        postal_code: "10115",
        email: "olivia@example.com",
      });
    },
  };
}

function hidden(html: string): Record<string, string> {
  const found = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name = "", value = ""]) => [name, value]));
}

/** Prepares and applies a quote, as a person who presses both buttons. */
export async function agree(ctx: AccountContext, input: PrepareQuoteInput): Promise<AppliedQuote> {
  const { id } = await prepareQuote(ctx, input);
  return applyQuote(ctx, { quoteId: id });
}

type Purchase = { interval?: Interval; start?: "now" | "trial_end"; card?: string };

export async function buyTeam(
  stripe: StripeDouble,
  ctx: AccountContext,
  seats: number,
  { interval = "month", start = "now", card = CARDS.good }: Purchase = {},
): Promise<void> {
  const { url } = await agree(ctx, { kind: "checkout", plan: "team", interval, seats, start });
  await stripe.pay(url ?? "", { card });
  await sync(ctx);
}

export async function sync(ctx: AccountContext): Promise<void> {
  await syncCustomer({ accountId: ctx.account.id }, { because: "checkout" });
}

/** An organization that gave up its trial and bought Team. */
export async function teamOf(stripe: StripeDouble, seats: number, more: Purchase = {}): Promise<TestOrganization> {
  const org = await newOrganization();
  await buyTeam(stripe, org.ctx, seats, more);
  return org;
}

/** Gives the account another card, as the portal would: a Stripe test card by its id. */
export async function useCard(stripe: StripeDouble, { account }: AccountContext, card: string): Promise<void> {
  const { stripeCustomerId: customer } = await db().billingCustomer.findUniqueOrThrow({
    where: { accountId: account.id },
  });
  const { id } = await stripe.api(`/payment_methods/${card}/attach`, { customer });
  await stripe.api(`/customers/${customer}`, { "invoice_settings[default_payment_method]": id });
  const running = await db().subscription.findMany({ where: { accountId: account.id, endedAt: null } });
  for (const one of running) await stripe.api(`/subscriptions/${one.id}`, { default_payment_method: id });
}

/** A person who bought Pro. */
export async function proPerson(stripe: StripeDouble, interval: Interval = "month"): Promise<AccountContext> {
  const ctx = await ownContextOf(await newPerson("Petra"));
  const { url } = await agree(ctx, { kind: "checkout", plan: "pro", interval, seats: null, start: "now" });
  await stripe.pay(url ?? "");
  await sync(ctx);
  return ctx;
}

/** The status and the sentence of a refusal. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error("It was allowed"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw error;
  return `${error.status} ${"message" in error.payload ? error.payload.message : JSON.stringify(error.payload)}`;
}

export async function subscriptionOf({ account }: AccountContext) {
  return db().subscription.findFirstOrThrow({ where: { accountId: account.id }, orderBy: { startedAt: "desc" } });
}

/** All payments so far, in cents. */
export async function paidBy({ account }: AccountContext): Promise<number> {
  const invoices = await db().invoice.findMany({ where: { accountId: account.id } });
  return invoices.reduce((sum, { amountPaid }) => sum + amountPaid, 0);
}

export async function seatLimitOf({ account }: AccountContext) {
  return (await loadSnapshot(account.id)).entitlements.seats.limit;
}
