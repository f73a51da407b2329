import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthWindow } from "@/lib/entitlements/windows";

const instants = fc.date({ min: new Date("1971-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });

describe("a month", () => {
  it.each([
    ["2028-02-29T12:00:00.000Z", "2028-02-01T00:00:00.000Z", "2028-03-01T00:00:00.000Z"],
    ["2026-12-31T23:59:59.999Z", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ])("of %s", (at, start, end) => {
    const window = monthWindow(new Date(at));
    expect([window.start.toISOString(), window.end.toISOString()]).toEqual([start, end]);
  });

  it("holds its instant, and the next one begins where it ends", () => {
    fc.assert(
      fc.property(instants, (at) => {
        const { start, end } = monthWindow(at);
        expect(start <= at && at < end).toBe(true);
        expect(monthWindow(end).start).toEqual(end);
        expect(monthWindow(new Date(end.getTime() - 1)).start).toEqual(start);
      }),
    );
  });
});
