import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isDatabaseAway } from "@/lib/outage";
import { openNetwork } from "@/lib/silent-network.fixture";
import { WatchedPool } from "@/lib/watched-pool";

let network: Awaited<ReturnType<typeof openNetwork>>;
let pool: WatchedPool;
const changed = vi.fn<(silent: boolean) => void>();

beforeEach(async () => {
  changed.mockClear();
  network = await openNetwork();
  pool = new WatchedPool({ connectionString: network.connectionString, max: 2, statement_timeout: 2_000 }, changed);
});

afterEach(async () => {
  network.close();
  await pool.end();
});

/** How a query failed, and after how many milliseconds. */
async function failureOf(asked: Promise<unknown>): Promise<{ away: boolean; ms: number }> {
  const began = performance.now();
  const error: unknown = await asked.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { away: isDatabaseAway(error), ms: performance.now() - began };
}

describe("a database that keeps its connections and answers nothing", () => {
  it("fails all who wait within three seconds, new queries at once, and answers again by itself [E9]", async () => {
    await Promise.all([pool.query("SELECT 1"), pool.query("SELECT 1")]);
    const held = await pool.connect();
    network.setSilent(true);

    const waiting = [held.query("SELECT 1"), ...Array.from({ length: 5 }, () => pool.query("SELECT 1"))];
    for (const { away, ms } of await Promise.all(waiting.map(failureOf))) {
      expect(away).toBe(true);
      expect(ms).toBeLessThan(3_000);
    }
    held.release(true);
    const next = await failureOf(pool.query("SELECT 1"));
    expect(next.away).toBe(true);
    expect(next.ms).toBeLessThan(100);
    expect(changed.mock.calls).toEqual([[true]]);

    network.setSilent(false);
    await vi.waitFor(() => expect(changed).toHaveBeenLastCalledWith(false), { timeout: 5_000 });
    await expect(pool.query("SELECT 1 AS one")).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  it("is not one that answers a slow query, which ends by its own timeout", async () => {
    await expect(pool.query("SELECT pg_sleep(1.9)")).resolves.toMatchObject({ rowCount: 1 });
    expect((await failureOf(pool.query("SELECT pg_sleep(5)"))).away).toBe(true);
    expect(changed).not.toHaveBeenCalled();
  });
});
