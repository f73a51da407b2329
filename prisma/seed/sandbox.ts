import { z } from "zod";
import { at } from "@/lib/clock";
import { env } from "@/lib/env";

const CLOCK = z.object({ now: z.number(), offset: z.number() });
const OBJECT = z.object({ id: z.string() });
const EVENTS = z.object({ events: z.array(OBJECT) });

/** One call of the sandbox's control API, answered by its clock. */
async function control(path: string, body?: object): Promise<z.output<typeof CLOCK>> {
  const answer = await fetch(`${env().STRIPE_API_BASE}/_control/${path}`, {
    ...(body ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${await answer.text()}`);
  return CLOCK.parse(await answer.json());
}

/** Whether payments go to the sandbox: a Stripe account of the owner's is left alone. */
export async function hasSandbox(): Promise<boolean> {
  if (!env().STRIPE_API_BASE) return false;
  return control("clock").then(
    () => true,
    () => false,
  );
}

/** Empties the sandbox, whose customers were those of another database, and sets its clock back. */
export async function beginSandboxAt(start: Date): Promise<void> {
  await control("reset", { at: Math.floor(start.getTime() / 1_000) });
}

/** Moves the sandbox's clock on to an instant that has not come there, and runs what becomes due on the way. */
export async function advanceSandboxTo(instant: Date): Promise<void> {
  const { now } = await control("clock");
  const seconds = Math.floor(instant.getTime() / 1_000) - now;
  if (seconds > 0) await control("clock/advance", { seconds });
}

/** The history has ended: from here the sandbox's time is the machine's. */
export async function endSandboxHistory(): Promise<void> {
  const { offset } = await control("clock");
  if (offset < 0) await control("clock/advance", { seconds: -offset });
}

/** Does what the product does at the sandbox's present time. */
export async function atSandbox<T>(work: () => Promise<T>): Promise<T> {
  const { now } = await control("clock");
  return at(new Date(now * 1_000), work);
}

/** The newest event of the sandbox; empty while nothing happened. */
export async function newestEvent(): Promise<string> {
  const answer = await fetch(`${env().STRIPE_API_BASE}/_control/events?limit=1`);
  return EVENTS.parse(await answer.json()).events[0]?.id ?? "";
}

const HIDDEN = /<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)">/g;

/** Pays at the checkout's page as a buyer does, with a test card that is charged. */
export async function payCheckout(url: string): Promise<void> {
  const page = await (await fetch(url)).text();
  const shown = [...page.matchAll(HIDDEN)].map(({ groups }) => [groups?.name ?? "", groups?.value ?? ""] as const);
  const answers = {
    ...Object.fromEntries(shown),
    number: "4242424242424242",
    expiry: "12/34",
    cvc: "123",
    name: "The demo",
    country: "US",
    postal_code: "10001",
    line1: "1 Main Street",
    city: "New York",
    state: "NY",
    action: "pay",
  };
  const paid = await fetch(url, { method: "POST", body: new URLSearchParams(answers), redirect: "manual" });
  const bought = paid.headers.get("location")?.startsWith(env().DASHBOARD_URL);
  if (!bought) throw new Error(`The sandbox's checkout did not end in a purchase (${paid.status}).`);
}

/** One call of Stripe's API that the product would not make: something happens at Stripe without it. */
export async function callSandbox(path: string, fields: Readonly<Record<string, string>>): Promise<{ id: string }> {
  const answer = await fetch(`${env().STRIPE_API_BASE}/v1/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${env().STRIPE_SECRET_KEY}` },
    body: new URLSearchParams(fields),
  });
  if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${await answer.text()}`);
  return OBJECT.parse(await answer.json());
}
