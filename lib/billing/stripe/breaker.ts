import { realNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";

const FAILURES = 5;
const OPEN_MS = 15_000;

let failures = 0;
let openUntil = 0;

/**
 * Fails at once while Stripe does not answer, so that pages do not each wait for it. After a pause one caller tries
 * again; an answer closes the breaker, a failure opens it for another pause.
 */
export function askBreaker(): void {
  if (failures < FAILURES) return;
  const nowMs = realNow().getTime();
  if (nowMs < openUntil) throw new AppError("UPSTREAM", { provider: "Stripe" });
  openUntil = nowMs + OPEN_MS;
}

/** Any answer of Stripe counts as up, even a refusal. */
export function tellBreaker(outcome: "answered" | "away"): void {
  failures = outcome === "answered" ? 0 : failures + 1;
  if (failures >= FAILURES) openUntil = realNow().getTime() + OPEN_MS;
}
