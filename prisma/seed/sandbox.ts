import { z } from "zod";
import { at } from "@/lib/clock";
import { env } from "@/lib/env";

const CLOCK = z.object({ now: z.number(), offset: z.number() });
const OBJECT = z.object({ id: z.string() });
const EVENTS = z.object({ events: z.array(OBJECT) });

/** Calls the sandbox's control API; returns its clock. */
async function control(path: string, body?: object): Promise<z.output<typeof CLOCK>> {
  const answer = await fetch(`${env().STRIPE_API_BASE}/_control/${path}`, {
    ...(body ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${await answer.text()}`);
  return CLOCK.parse(await answer.json());
}

/** Whether payments go to the sandbox: a real Stripe account is left alone. */
export async function hasSandbox(): Promise<boolean> {
  if (!env().STRIPE_API_BASE) return false;
  return control("clock").then(
    () => true,
    () => false,
  );
}

/** Empties the sandbox of another database's customers, and sets its clock back. */
export async function beginSandboxAt(start: Date): Promise<void> {
  await control("reset", { at: Math.floor(start.getTime() / 1_000) });
}

/**
 * Advances the sandbox's clock to a later instant and runs what becomes due on the way; does nothing for an earlier
 * one.
 */
export async function advanceSandboxTo(instant: Date): Promise<void> {
  const { now } = await control("clock");
  const seconds = Math.floor(instant.getTime() / 1_000) - now;
  if (seconds > 0) await control("clock/advance", { seconds });
}

/** Ends the history: from here on the sandbox's time is the machine's. */
export async function endSandboxHistory(): Promise<void> {
  const { offset } = await control("clock");
  if (offset < 0) await control("clock/advance", { seconds: -offset });
}

/** Runs `work` at the sandbox's present time. */
export async function atSandbox<T>(work: () => Promise<T>): Promise<T> {
  const { now } = await control("clock");
  return at(new Date(now * 1_000), work);
}

/** The sandbox's newest event; empty without any. */
export async function newestEvent(): Promise<string> {
  const answer = await fetch(`${env().STRIPE_API_BASE}/_control/events?limit=1`);
  return EVENTS.parse(await answer.json()).events[0]?.id ?? "";
}

const HIDDEN = /<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)">/g;

/** Pays on the checkout's page like a buyer, with a test card that works. */
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

/** Calls Stripe's API without the product, to make something happen there on its own. */
export async function callSandbox(path: string, fields: Readonly<Record<string, string>>): Promise<{ id: string }> {
  const answer = await fetch(`${env().STRIPE_API_BASE}/v1/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${env().STRIPE_SECRET_KEY}` },
    body: new URLSearchParams(fields),
  });
  if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${await answer.text()}`);
  return OBJECT.parse(await answer.json());
}
