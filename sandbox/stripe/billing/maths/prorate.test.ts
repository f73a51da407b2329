import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { remainingShare } from "./prorate";

const DAY = 86_400;
const january = { start: 0, end: 31 * DAY };

describe("the remaining share", () => {
  it("is worked by the second and rounded to the minor unit", () => {
    expect(remainingShare(5_700, january, 0)).toBe(5_700);
    // 10 of 31 days are left: 5700 x 10 / 31 = 1838.709…
    expect(remainingShare(5_700, january, 21 * DAY)).toBe(1_839);
    // One second less: 1838.709 - 5700 / 2678400 = 1838.707…
    expect(remainingShare(5_700, january, 21 * DAY + 1)).toBe(1_839);
    expect(remainingShare(1, { start: 0, end: 2 }, 1)).toBe(1);
    expect(remainingShare(-1, { start: 0, end: 2 }, 1)).toBe(-1);
    expect(remainingShare(5_700, january, 31 * DAY)).toBe(0);
    expect(remainingShare(5_700, january, 40 * DAY)).toBe(0);
  });

  it("does not lose a cent of what no float holds", () => {
    expect(remainingShare(99_999_999, { start: 0, end: 31_536_000 }, 1)).toBe(99_999_996);
    expect(remainingShare(9_007_199_254_740_991, { start: 0, end: 3 }, 1)).toBe(6_004_799_503_160_661);
  });

  it("never grows with time, and is the mirror of its negative", () => {
    const amounts = fc.integer({ min: 0, max: 99_999_999 });
    const offset = fc.integer({ min: 0, max: 31 * DAY });
    fc.assert(
      fc.property(amounts, offset, offset, (amount, one, other) => {
        const [early, late] = one < other ? [one, other] : [other, one];
        expect(remainingShare(amount, january, early)).toBeGreaterThanOrEqual(remainingShare(amount, january, late));
        expect(remainingShare(-amount, january, one) + remainingShare(amount, january, one)).toBe(0);
      }),
    );
  });
});
