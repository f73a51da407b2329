import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { inTurn } from "@/lib/packages/publish/publish-turns";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work that ends when it is told to. */
function held() {
  const ends: (() => void)[] = [];
  const began: string[] = [];
  const work = (name: string) => () => {
    began.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  const end = async () => {
    ends.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { began, work, end };
}

it("runs four of an account at once, in order, and another account's beside them", async () => {
  const { began, work, end } = held();
  const running = ["a", "b", "c", "d", "e", "f"].map((name) => inTurn("one", work(name)));
  const other = inTurn("two", work("other"));
  await vi.advanceTimersByTimeAsync(0);
  expect(began).toEqual(["a", "b", "c", "d", "other"]);
  await end();
  expect(began.at(-1)).toBe("e");
  for (let left = 0; left < 6; left++) await end();
  expect(await Promise.all([...running, other])).toEqual(["a", "b", "c", "d", "e", "f", "other"]);
});

it("passes the turn on after a failure", async () => {
  const failing = Array.from({ length: 8 }, () => inTurn("failing", () => Promise.reject(new Error("no"))));
  expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(Array(8).fill("rejected"));
  expect(await inTurn("failing", async () => "works")).toBe("works");
});

it("lets nobody wait for ever, and not everybody wait", async () => {
  const { began, work, end } = held();
  const code = (promise: Promise<unknown>) => promise.catch((error: { code: string }) => error.code);
  const running = Array.from({ length: 4 }, (_, at) => inTurn("busy", work(String(at))));
  const waiting = Array.from({ length: 100 }, () => code(inTurn("busy", work("late"))));
  expect(await code(inTurn("busy", work("too many")))).toBe("RATE_LIMITED");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(["RATE_LIMITED"]));
  for (let left = 0; left < 4; left++) await end();
  expect(await Promise.all(running)).toEqual(["0", "1", "2", "3"]);
  expect(began).toEqual(["0", "1", "2", "3"]);
});
