import "server-only";
import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "@/lib/access/cidr";
import { pool } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** Points within a window of seconds, counted per key across all instances, by the machine's clock. */
const RATES = {
  "link-address": { points: 60, duration: 3_600 },
  "link-sender": { points: 5, duration: 900 },
  "link-strangers": { points: 30, duration: 3_600 },
  "link-device": { points: 5, duration: 900 },
  "redeem-address": { points: 60, duration: 900 },
  "provider-address": { points: 60, duration: 900 },
  /** Requests with a body, before it is read; one point for each 16 KB. An office behind one address sends that many. */
  "write-address": { points: 1_200, duration: 60 },
  "person-action": { points: 240, duration: 60 },
  "account-handle": { points: 5, duration: 86_400 },
  "invite-person": { points: 60, duration: 3_600 },
  "registry-login-address": { points: 30, duration: 900 },
  "token-login-address": { points: 60, duration: 900 },
  "invite-account": { points: 200, duration: 86_400 },
  "organization-person": { points: 10, duration: 86_400 },
} as const;

type RateName = keyof typeof RATES;
export type AddressRate = Extract<RateName, `${string}-address`>;

type Window = { points: number; duration: number };

const limiters = new WeakMap<Pool, Map<string, RateLimiterPostgres>>();

/** Limiters of one name count in the same rows, even with different numbers of points. */
function limiterOf(name: string, { points, duration }: Window): RateLimiterPostgres {
  const client = pool();
  const known = limiters.get(client) ?? new Map<string, RateLimiterPostgres>();
  limiters.set(client, known);
  const id = `${name}:${points}`;
  const limiter =
    known.get(id) ??
    new RateLimiterPostgres({
      storeClient: client,
      storeType: "pool",
      tableName: "RateBucket",
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      inMemoryBlockOnConsumed: points + 1,
      points,
      duration,
    });
  known.set(id, limiter);

  return limiter;
}

function secondsOf(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1_000));
}

/**
 * Takes one point. Errors: RATE_LIMITED with the wait when none is left. Costs one upsert, or nothing while the key is
 * blocked.
 */
export async function limitRate(name: Exclude<RateName, AddressRate>, key: string): Promise<void> {
  return take(name, key);
}

/**
 * Like `limitRate`, for the network of the client, and `points` of it where requests differ in cost. Does nothing for a
 * request without an address.
 */
export async function limitAddress(name: AddressRate, address: string, points = 1): Promise<void> {
  if (address) await take(name, networkOf(address), points);
}

async function take(name: RateName, key: string, points = 1): Promise<void> {
  try {
    await limiterOf(name, RATES[name]).consume(key, points);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AppError("RATE_LIMITED", { retryAfterSeconds: secondsOf(error.msBeforeNext) });
  }
}

/** The state of a minute's calls; `allowed` says whether the present call was within the limit. */
export type ApiRate = { allowed: boolean; limit: number; remaining: number; resetSeconds: number };

const MINUTE_SECONDS = 60;

/** Takes one of the REST API calls that `key` has per minute. */
export async function takeApiCall(key: string, limit: number): Promise<ApiRate> {
  const answer = await limiterOf("api", { points: limit, duration: MINUTE_SECONDS })
    .consume(key)
    .then(
      (taken) => ({ allowed: true, taken }),
      (error: unknown) => {
        if (!(error instanceof RateLimiterRes)) throw error;
        return { allowed: false, taken: error };
      },
    );
  const { remainingPoints, msBeforeNext } = answer.taken;
  return {
    allowed: answer.allowed,
    limit,
    remaining: Math.max(0, remainingPoints),
    resetSeconds: secondsOf(msBeforeNext),
  };
}
