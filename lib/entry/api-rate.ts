import "server-only";
import { type ApiRate, takeApiCall } from "@/lib/access/rate-limit";
import type { AccountContext } from "@/lib/access/types";
import { ANONYMOUS_API_CALLS_PER_MINUTE, type KeyCheckedBy } from "@/lib/entitlements/limits";
import { loadSnapshot } from "@/lib/entitlements/load-facts";

const CALLS: KeyCheckedBy<"take"> = "rate.api";

/**
 * Takes one of the calls a minute that the account's plan includes: by key, then by account for all its keys together
 * (E10). REST and the registry's writes count alike. The answer is the tighter of both.
 */
export async function takeAccountCall({ account, key }: AccountContext): Promise<ApiRate> {
  const limit = await callsAMinute(account.id);
  const own = key && (await takeApiCall(`key:${key.keyId}:${account.id}`, limit));
  if (own?.allowed === false) return own;
  const all = await takeApiCall(`account:${account.id}`, limit);
  return own && all.allowed && own.remaining < all.remaining ? own : all;
}

async function callsAMinute(accountId: string): Promise<number> {
  const { limit } = (await loadSnapshot(accountId)).entitlements[CALLS];
  return typeof limit === "number" && limit > 0 ? limit : ANONYMOUS_API_CALLS_PER_MINUTE;
}

/** The fields of draft-ietf-httpapi-ratelimit-headers. */
export function rateHeaders({ limit, remaining, resetSeconds }: ApiRate): Record<string, string> {
  return { "ratelimit-policy": `"api";q=${limit};w=60`, ratelimit: `"api";r=${remaining};t=${resetSeconds}` };
}
