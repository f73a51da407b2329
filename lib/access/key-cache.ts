import "server-only";
import { LRUCache } from "lru-cache";
import { keyByDigest, type StoredKey } from "@/lib/access/key-lookup";
import { listenTo } from "@/lib/listener";

const MOST_KEYS = 50_000;
/** How old an entry may be while the listener is not proven to be current. */
const BACKSTOP_MS = 700;
/** How old it may be at all: bounds what no notification tells, a person's new name. */
const OLDEST_MS = 60_000;

export type KeyCache = {
  /** The key when its entry is known to be fresh. */
  peek(tokenHash: string): StoredKey | undefined;
  load(tokenHash: string): Promise<StoredKey | null>;
  forget(tokenHash: string): void;
  /** Whether revocations are being heard. */
  isCurrent(): boolean;
  stop(): Promise<void>;
};

/** Live keys by digest. A revocation on any instance reaches it by NOTIFY, or at the latest by the entries' age. */
export function openKeyCache(lookUp = keyByDigest): KeyCache {
  const entries = new LRUCache<string, { key: StoredKey; readAt: number }>({ max: MOST_KEYS });
  const loads = new Map<string, Promise<StoredKey | null>>();
  // A read that began before a notification may answer after it; the epoch keeps such an answer out of the cache.
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
