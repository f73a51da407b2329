import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type WindowLength, weekWindow, windowOf } from "@/lib/entitlements/windows";

const LENGTHS: readonly WindowLength[] = ["minute", "day", "week", "month"];
const instants = fc.date({ min: new Date("1971-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });

describe("windows", () => {
  it.each([
    ["minute", "2026-07-10T12:34:56.789Z", "2026-07-10T12:34:00.000Z", "2026-07-10T12:35:00.000Z"],
    ["day", "2026-07-10T23:59:59.999Z", "2026-07-10T00:00:00.000Z", "2026-07-11T00:00:00.000Z"],
    ["week", "2026-07-12T23:59:59.999Z", "2026-07-06T00:00:00.000Z", "2026-07-13T00:00:00.000Z"],
    ["month", "2028-02-29T12:00:00.000Z", "2028-02-01T00:00:00.000Z", "2028-03-01T00:00:00.000Z"],
    ["month", "2026-12-31T23:59:59.999Z", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ] as const)("%s of %s", (length, at, start, end) => {
    const window = windowOf(length, new Date(at));
    expect([window.start.toISOString(), window.end.toISOString()]).toEqual([start, end]);
  });

  it("holds its instant, and the next window begins where it ends", () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...LENGTHS), (at, length) => {
        const { start, end } = windowOf(length, at);
        expect(start <= at && at < end).toBe(true);
        expect(windowOf(length, end).start).toEqual(end);
        expect(windowOf(length, new Date(end.getTime() - 1)).start).toEqual(start);
      }),
    );
  });

  it("starts weeks on Monday", () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(weekWindow(at).start.getUTCDay()).toBe(1);
      }),
    );
  });
});
