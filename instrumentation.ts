import { isDatabaseAway } from "@/lib/outage";

/** Next calls it once per server, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { followClock } = await import("@/lib/demo/follow-clock");
  await followClock();
  const { checkPrices } = await import("@/lib/billing/stripe/prices");
  void checkPrices();
}

/** Next calls it when a page fails, before it answers. `scripts/answer-outages.mjs` then answers 503 instead of 500. */
export function onRequestError(error: unknown, request: { headers: NodeJS.Dict<string | string[]> }): void {
  const outages: unknown = Reflect.get(globalThis, "packhouseOutages");
  const id = request.headers["x-request-id"];
  if (outages instanceof Set && typeof id === "string" && isDatabaseAway(error)) outages.add(id);
}
