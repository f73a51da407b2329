import "server-only";
import { type KeyCache, openKeyCache } from "@/lib/access/key-cache";
import { flushKeyUse, noteKeyUse } from "@/lib/access/note-key-use";
import { looksLikeToken } from "@/lib/access/secret";
import type { PresentedKey } from "@/lib/access/types";
import { nowMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { digest } from "@/lib/ids";

const kept = globalThis as typeof globalThis & { packhouseKeys?: KeyCache };

function processCache(): KeyCache {
  kept.packhouseKeys ??= openKeyCache();
  return kept.packhouseKeys;
}

/**
 * Finds the live key of a token presented from `address` (the client's, after `TRUSTED_PROXIES`) and notes its use.
 * Reads from memory; a revocation on any instance takes effect within a second. Errors: UNAUTHENTICATED with reason
 * invalid, revoked, expired or address.
 */
export function authenticateKey(token: string, address: string): Promise<PresentedKey> {
  return authenticateWith(processCache(), token, address);
}

/** Whether this process found a live key for the token before. Asks nobody, so it may tell of a key that ended since. */
export function isKnownToken(token: string): boolean {
  return processCache().knows(digest(token));
}

/** Like `authenticateKey`, with a given cache: tests use it to stand in for another instance of the product. */
export async function authenticateWith(cache: KeyCache, token: string, address: string): Promise<PresentedKey> {
  const tokenHash = digest(token);
  const known = cache.peek(tokenHash) ?? (looksLikeToken(token) ? await cache.load(tokenHash) : null);
  if (!known) throw new AppError("UNAUTHENTICATED", { reason: "invalid" });
  if (known.revoked) throw new AppError("UNAUTHENTICATED", { reason: "revoked" });
  if (known.expiresAtMs !== null && known.expiresAtMs <= nowMs()) {
    throw new AppError("UNAUTHENTICATED", { reason: "expired" });
  }
  if (!known.mayComeFrom(address)) throw new AppError("UNAUTHENTICATED", { reason: "address" });
  noteKeyUse(known.presented.keyId, address);
  return known.presented;
}

/** Makes this process forget a key at once; other processes learn of it through the database. */
export function forgetKey(tokenHash: string): void {
  kept.packhouseKeys?.forget(tokenHash);
}

/** At shutdown: writes the last uses and closes the listener. */
export async function closeKeys(): Promise<void> {
  const cache = kept.packhouseKeys;
  delete kept.packhouseKeys;
  await cache?.stop();
  await flushKeyUse();
}
