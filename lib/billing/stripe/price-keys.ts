import "server-only";
import { LRUCache } from "lru-cache";
import { stripeClient } from "@/lib/billing/stripe/client";

/** A lookup key rarely moves; a stale one for five minutes costs a label at most. */
const known = new LRUCache<string, { lookupKey: string | null }>({ max: 500, ttl: 5 * 60_000 });

/** Reads the lookup keys of prices known by id only, old and archived ones included. */
export async function priceKeys(ids: readonly (string | null)[]): Promise<(priceId: string) => string | null> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const found = new Map(
    await Promise.all(wanted.map(async (id): Promise<[string, string | null]> => [id, await keyOf(id)])),
  );
  return (id) => found.get(id) ?? null;
}

async function keyOf(id: string): Promise<string | null> {
  const hit = known.get(id);
  if (hit) return hit.lookupKey;
  const { lookup_key: lookupKey } = await stripeClient().prices.retrieve(id);
  known.set(id, { lookupKey });
  return lookupKey;
}
