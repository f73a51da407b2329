import { afterEach, expect, it, vi } from "vitest";
import { moveClock, nowMs } from "@/lib/clock";
import { startClockLoop } from "@/lib/worker/jobs/clock-loop";

const SECRET = "s".repeat(32);
const DATABASE_URL = "postgresql://localhost/none";
const SETTINGS = { LOG_LEVEL: "silent", DATABASE_URL, AUTH_SECRET: SECRET, SECRETS_KEY: SECRET };
for (const [name, value] of Object.entries(SETTINGS)) vi.stubEnv(name, value);
afterEach(() => moveClock(0));

const job = (run: () => Promise<void>) => ({ name: "by-clock", cron: "* * * * *", byClock: true, run }) as const;

it("runs what acts on time when the clock is moved, and nothing else", async () => {
  const ran: number[] = [];
  const other = vi.fn(async () => {});
  const loop = startClockLoop([
    job(async () => {
      ran.push(nowMs());
    }),
    { name: "other", cron: "* * * * *", run: other },
  ]);
  const before = nowMs();
  moveClock(86_400_000);
  await loop.stop();
  expect(ran).toHaveLength(1);
  expect(ran[0]).toBeGreaterThanOrEqual(before + 86_400_000);
  expect(other).not.toHaveBeenCalled();
});

it("runs once more for any number of moves during a run, and goes on after a failure", async () => {
  const gates: (() => void)[] = [];
  const run = vi.fn(() => new Promise<void>((resolve) => gates.push(resolve)));
  const failing = vi.fn(async () => {
    throw new Error("away");
  });
  const loop = startClockLoop([job(failing), job(run)]);
  moveClock(1_000);
  moveClock(2_000);
  moveClock(3_000);
  await vi.waitFor(() => expect(gates).toHaveLength(1));
  gates[0]?.();
  await vi.waitFor(() => expect(gates).toHaveLength(2));
  gates[1]?.();
  await loop.stop();
  expect(run).toHaveBeenCalledTimes(2);
  expect(failing).toHaveBeenCalledTimes(2);
  moveClock(4_000);
  expect(run).toHaveBeenCalledTimes(2);
});
