import "server-only";
import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** Points within a window of seconds, counted for one key across all instances, on the machine's own time. */
const RATES = {
  "link-address": { points: 60, duration: 3_600 },
  "link-email": { points: 5, duration: 900 },
  "redeem-address": { points: 60, duration: 900 },
  "provider-address": { points: 60, duration: 900 },
  "person-action": { points: 240, duration: 60 },
  "account-handle": { points: 5, duration: 86_400 },
  "invite-person": { points: 60, duration: 3_600 },
  "registry-login-address": { points: 30, duration: 900 },
  "token-login-address": { points: 60, duration: 900 },
  "invite-account": { points: 200, duration: 86_400 },
  "organization-person": { points: 10, duration: 86_400 },
} as const;

export type RateName = keyof typeof RATES;

const limiters = new WeakMap<Pool, Map<RateName, RateLimiterPostgres>>();

function limiterOf(name: RateName): RateLimiterPostgres {
  const client = pool();
  const known = limiters.get(client) ?? new Map<RateName, RateLimiterPostgres>();
  limiters.set(client, known);
  const limiter =
    known.get(name) ??
    new RateLimiterPostgres({
      storeClient: client,
      storeType: "pool",
      tableName: "RateBucket",
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      inMemoryBlockOnConsumed: RATES[name].points + 1,
      ...RATES[name],
    });
  known.set(name, limiter);
  return limiter;
}

/** Takes one point; throws RATE_LIMITED with the wait when none is left. One upsert, none while the key is blocked. */
export async function limitRate(name: RateName, key: string): Promise<void> {
  try {
    await limiterOf(name).consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AppError("RATE_LIMITED", { retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1_000)) });
  }
}
