import "server-only";
import { LRUCache } from "lru-cache";
import { digest } from "@/lib/ids";

const MOST_SESSIONS = 50_000;
const KNOWN_FOR_MS = 600_000;

// The middleware and the pages are bundled apart, but run in one process.
const shared = globalThis as typeof globalThis & { packhouseSessions?: LRUCache<string, string> };

function sessions(): LRUCache<string, string> {
  shared.packhouseSessions ??= new LRUCache({ max: MOST_SESSIONS, ttl: KNOWN_FOR_MS });
  return shared.packhouseSessions;
}

/** Notes that the database just named this person for a session's token. */
export function noteSession(token: string, userId: string): void {
  sessions().set(digest(token), userId);
}

/**
 * The person that the database named for a token within ten minutes; null for any other token. Only for rates, which
 * may not ask the database: the session may have ended meanwhile.
 */
export function personLately(token: string | undefined): string | null {
  return token ? (sessions().get(digest(token)) ?? null) : null;
}
