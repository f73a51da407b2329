import "server-only";
import { LRUCache } from "lru-cache";
import { keyByDigest, type StoredKey } from "@/lib/access/key-lookup";
import { listenTo } from "@/lib/listener";

const MOST_KEYS = 50_000;
/** The maximum age of an entry while the listener is not proven current. */
const BACKSTOP_MS = 700;
/** The maximum age of an entry in any case: no notification tells of a person's new name. */
const OLDEST_MS = 60_000;

export type KeyCache = {
  /** Returns the key when its entry is known to be fresh. */
  peek(tokenHash: string): StoredKey | undefined;
  /** Whether a live key was found once, however long ago. */
  knows(tokenHash: string): boolean;
  load(tokenHash: string): Promise<StoredKey | null>;
  forget(tokenHash: string): void;
  /** Whether revocations arrive at present. */
  isCurrent(): boolean;
  stop(): Promise<void>;
};

/**
 * Caches live keys by digest. A revocation on any instance reaches the cache by NOTIFY, or at the latest when the entry
 * is too old.
 */
export function openKeyCache(lookUp = keyByDigest): KeyCache {
  const entries = new LRUCache<string, { key: StoredKey; readAt: number }>({ max: MOST_KEYS });
  const loads = new Map<string, Promise<StoredKey | null>>();
  // A read that began before a notification may finish after it; the epoch keeps its stale result out of the cache.
  let epoch = 0;

  function forget(tokenHash: string) {
    epoch += 1;
    entries.delete(tokenHash);
    loads.delete(tokenHash);
  }

  function forgetAll() {
    epoch += 1;
    entries.clear();
    loads.clear();
  }

  const listener = listenTo("api_key", { message: forget, reset: forgetAll });

  async function read(tokenHash: string): Promise<StoredKey | null> {
    const began = epoch;
    const readAt = performance.now();
    const key = await lookUp(tokenHash);
    if (key && !key.revoked && epoch === began) entries.set(tokenHash, { key, readAt });
    return key;
  }

  return {
    peek(tokenHash) {
      const entry = entries.get(tokenHash);
      if (!entry) return undefined;
      const age = performance.now() - entry.readAt;
      return age < (listener.isCurrent() ? OLDEST_MS : BACKSTOP_MS) ? entry.key : undefined;
    },
    knows: (tokenHash) => entries.has(tokenHash),
    load(tokenHash) {
      const running = loads.get(tokenHash);
      if (running) return running;
      const started = read(tokenHash).finally(() => {
        if (loads.get(tokenHash) === started) loads.delete(tokenHash);
      });
      loads.set(tokenHash, started);
      return started;
    },
    forget,
    isCurrent: () => listener.isCurrent(),
    stop: () => listener.stop(),
  };
}
