import type { FastifyRequest } from "fastify";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "@/lib/access/cidr";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const MINUTE_SECONDS = 60;
let limiters: { key: RateLimiterMemory; address: RateLimiterMemory } | undefined;

function limitersOf() {
  const { READS_PER_MINUTE_KEY, READS_PER_MINUTE_ADDRESS } = env();
  limiters ??= {
    key: new RateLimiterMemory({ points: READS_PER_MINUTE_KEY, duration: MINUTE_SECONDS }),
    address: new RateLimiterMemory({ points: READS_PER_MINUTE_ADDRESS, duration: MINUTE_SECONDS }),
  };
  return limiters;
}

/**
 * Limits reads, and the looking up of a name to write, against abuse: by key, or by address without one; no plan changes
 * it. It protects this process, so it counts in memory. Errors: RATE_LIMITED.
 */
export async function limitReads({ caller, info }: FastifyRequest): Promise<void> {
  const { key, address } = limitersOf();
  try {
    if (caller && "key" in caller) await key.consume(caller.key.keyId);
    else await address.consume(networkOf(info.address));
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AppError("RATE_LIMITED", { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1_000) });
  }
}
