import { RateLimiterMemory } from "rate-limiter-flexible";
import { networkOf } from "@/lib/access/cidr";
import { AppError } from "@/lib/errors";

/** Unknown, ended and malformed credentials a minute from one network; no plan changes it. */
export const FAILURES_PER_MINUTE = 300;

const failures = new RateLimiterMemory({ points: FAILURES_PER_MINUTE, duration: 60 });

/**
 * Runs what reads a credential. Counts the bad ones by the sender's network (E10), in this process's memory, and refuses
 * further ones before anything is asked; `isKnown` lets good ones of the same network through. Errors: RATE_LIMITED.
 */
export async function limitFailures<T>(
  address: string,
  work: () => Promise<T>,
  isKnown: () => boolean = () => false,
): Promise<T> {
  const network = networkOf(address);
  const taken = await failures.get(network);
  if (taken && taken.remainingPoints <= 0 && !isKnown()) {
    throw new AppError("RATE_LIMITED", { retryAfterSeconds: Math.ceil(taken.msBeforeNext / 1_000) });
  }
  try {
    return await work();
  } catch (error) {
    if (isBadCredential(error)) await failures.penalty(network, 1);
    throw error;
  }
}

/** A login that nobody started is as bad as a token that nobody has. */
function isBadCredential(error: unknown): boolean {
  return error instanceof AppError && (error.code === "UNAUTHENTICATED" || error.code === "NOT_FOUND");
}
