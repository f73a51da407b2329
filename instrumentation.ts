/** Next calls it once per server, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { followClock } = await import("@/lib/demo/follow-clock");
  await followClock();
  const { checkPrices } = await import("@/lib/billing/stripe/prices");
  void checkPrices();
}
