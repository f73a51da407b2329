import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundary, type Cadence, periodAt } from "./periods";

const at = (text: string): number => Date.parse(text) / 1000;
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 16);
const month: Cadence = { interval: "month", count: 1 };
const year: Cadence = { interval: "year", count: 1 };

describe("boundaries", () => {
  it("clamp to the month's end and come back to the anchor's day", () => {
    const anchor = at("2027-01-31T09:30:00Z");
    const days = [1, 2, 3, 13].map((n) => iso(boundary(anchor, month, n)));
    expect(days).toEqual(["2027-02-28T09:30", "2027-03-31T09:30", "2027-04-30T09:30", "2028-02-29T09:30"]);
  });

  it("of a year that began on a leap day are at the end of February", () => {
    const anchor = at("2028-02-29T00:00:00Z");
    expect([1, 2, 4].map((n) => iso(boundary(anchor, year, n)))).toEqual([
      "2029-02-28T00:00",
      "2030-02-28T00:00",
      "2032-02-29T00:00",
    ]);
  });
});

const cadences = fc.record({
  interval: fc.constantFrom("day" as const, "week" as const, "month" as const, "year" as const),
  count: fc.integer({ min: 1, max: 6 }),
});
const instants = fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2045-01-01T00:00:00Z") });

describe("periods", () => {
  it("tile without gap or overlap for any anchor day", () => {
    fc.assert(
      fc.property(instants, cadences, fc.integer({ min: -60, max: 60 }), (anchor, cadence, n) => {
        const start = boundary(anchor, cadence, n);
        const end = boundary(anchor, cadence, n + 1);
        expect(start).toBeLessThan(end);
        expect(periodAt(anchor, cadence, start)).toEqual({ start, end });
        expect(periodAt(anchor, cadence, end - 1)).toEqual({ start, end });
        expect(periodAt(anchor, cadence, end).start).toBe(end);
      }),
      { numRuns: 2_000 },
    );
  });

  it("hold the instant they are asked for, and keep the anchor's day where the month has it", () => {
    fc.assert(
      fc.property(instants, instants, (anchor, instant) => {
        const { start, end } = periodAt(anchor, month, instant);
        expect(start <= instant && instant < end).toBe(true);
        const [wanted, found] = [new Date(anchor * 1000).getUTCDate(), new Date(start * 1000).getUTCDate()];
        expect(found === wanted || (found < wanted && new Date((start + 86_400) * 1000).getUTCDate() === 1)).toBe(true);
        expect(start % 86_400).toBe(((anchor % 86_400) + 86_400) % 86_400);
      }),
      { numRuns: 2_000 },
    );
  });
});
