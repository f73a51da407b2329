import "server-only";
import { Client } from "pg";
import { env } from "@/lib/env";

const PING_MS = 250;
const LEASE_MS = 800;
const ANSWER_MS = 1_000;
const RETRY_MS = { first: 100, most: 3_000 } as const;

export type Listener = {
  /** Whether every notification committed until 0.8 s ago has arrived. False while the connection is unproven. */
  isCurrent(): boolean;
  stop(): Promise<void>;
};

type Handlers = {
  message(payload: string): void;
  /** Called each time listening starts, before `isCurrent` can be true: notifications may have been missed. */
  reset(): void;
};

/**
 * Listens to a channel of Postgres on its own connection, as long as the process lives. The server answers a ping after
 * all notifications committed before it, so an answer proves freshness; a silent network does not.
 */
export function listenTo(channel: string, on: Handlers): Listener {
  let client: Client | null = null;
  let currentUntil = 0;
  let stopped = false;
  let retryMs: number = RETRY_MS.first;
  let timer: NodeJS.Timeout | undefined;

  function later(work: () => void, ms: number) {
    timer = setTimeout(work, ms).unref();
  }

  function lose(lost: Client) {
    if (client !== lost) return;
    client = null;
    currentUntil = 0;
    clearTimeout(timer);
    lost.end().catch(() => undefined);
    if (stopped) return;
    later(connect, retryMs);
    retryMs = Math.min(retryMs * 2, RETRY_MS.most);
  }

  async function ping(live: Client): Promise<void> {
    const sentAt = performance.now();
    await live.query("SELECT 1");
    if (client !== live) return;
    currentUntil = sentAt + LEASE_MS;
    later(() => ping(live).catch(() => lose(live)), PING_MS);
  }

  async function connect(): Promise<void> {
    const next = new Client({
      connectionString: env().DATABASE_URL,
      application_name: "packhouse-listener",
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    });
    client = next;
    next.on("error", () => lose(next));
    next.on("end", () => lose(next));
    next.on("notification", ({ payload }) => on.message(payload ?? ""));
    try {
      await next.connect();
      await next.query(`LISTEN ${next.escapeIdentifier(channel)}`);
      on.reset();
      await ping(next);
      retryMs = RETRY_MS.first;
    } catch {
      lose(next);
    }
  }

  connect();
  return {
    isCurrent: () => performance.now() < currentUntil,
    async stop() {
      stopped = true;
      currentUntil = 0;
      clearTimeout(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
