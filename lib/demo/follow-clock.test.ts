import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { at, nowMs, onClockMoved, realNow } from "@/lib/clock";
import { DAY_MS } from "@/lib/time";
import { type RunningSandbox, startSandbox } from "@/sandbox/stripe/server";

let sandbox: RunningSandbox;
let stop = () => {};

beforeEach(async () => {
  sandbox = await startSandbox({ catalogue: false });
  vi.resetModules();
});
afterEach(async () => {
  stop();
  await sandbox.stop();
  vi.unstubAllEnvs();
});

/** A process reads its settings once, so each test runs in a process of its own. */
async function follow(settings: Record<string, string>) {
  vi.stubEnv("DATABASE_URL", "postgresql://localhost/none");
  vi.stubEnv("AUTH_SECRET", "a secret of at least 32 characters");
  vi.stubEnv("SECRETS_KEY", "a key of at least 32 characters for secrets");
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const { followClock } = await import("@/lib/demo/follow-clock");
  stop = await followClock();
}

const aheadMs = () => nowMs() - realNow().getTime();

it("is where the sandbox's clock is before it answers, and moves with it", async () => {
  await sandbox.advance(3 * 86_400);
  await follow({ PACKHOUSE_DEMO: "1", STRIPE_API_BASE: sandbox.url });
  expect(aheadMs()).toBeGreaterThan(3 * DAY_MS - 1_000);
  const heard = vi.fn();
  const deaf = onClockMoved(heard);
  await sandbox.advance(86_400);
  await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
  deaf();
  expect(aheadMs()).toBeGreaterThan(4 * DAY_MS - 1_000);
  expect(aheadMs()).toBeLessThan(4 * DAY_MS + 1_000);
  const then = new Date("2020-02-29T00:00:00Z");
  expect(await at(then, async () => nowMs())).toBe(then.getTime());
});

it("keeps the last offset while the sandbox is away, and follows again when it is back", async () => {
  await follow({ PACKHOUSE_DEMO: "1", STRIPE_API_BASE: sandbox.url });
  await sandbox.advance(10 * 86_400);
  await vi.waitFor(() => expect(aheadMs()).toBeGreaterThan(10 * DAY_MS - 1_000));
  const { port } = sandbox;
  await sandbox.stop();
  expect(aheadMs()).toBeGreaterThan(10 * DAY_MS - 1_000);
  sandbox = await startSandbox({ port, catalogue: false, startAt: new Date(Date.now() + 20 * DAY_MS) });
  await vi.waitFor(() => expect(aheadMs()).toBeGreaterThan(19 * DAY_MS), { timeout: 5_000 });
});

it("is the machine's outside the demo", async () => {
  await sandbox.advance(86_400);
  const before = aheadMs();
  const heard = vi.fn();
  const deaf = onClockMoved(heard);
  await follow({ PACKHOUSE_DEMO: "0", STRIPE_API_BASE: sandbox.url });
  await sandbox.advance(86_400);
  deaf();
  expect(heard).not.toHaveBeenCalled();
  expect(aheadMs()).toBeCloseTo(before, -2);
});

it("does not wait for a server that has no such clock", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const following = follow({ PACKHOUSE_DEMO: "1", STRIPE_API_BASE: `${sandbox.url}/nothing` });
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
  await vi.advanceTimersByTimeAsync(5_000);
  vi.useRealTimers();
  await following;
});
