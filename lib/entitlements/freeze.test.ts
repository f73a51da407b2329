import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareRank, isWithin, type Ranked } from "@/lib/entitlements/freeze";

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const item = (id: string, changed: number, kept: number | null = null): Ranked => ({
  id,
  changedAt: at(changed),
  keptAt: kept === null ? null : at(kept),
});
const order = (items: readonly Ranked[]) => [...items].sort(compareRank).map(({ id }) => id);

describe("what stays writable", () => {
  it("is what changed last, where nobody chose", () => {
    expect(order([item("old", 1), item("new", 9), item("mid", 5)])).toEqual(["new", "mid", "old"]);
  });

  it("is what the owner chose, before anything newer", () => {
    expect(order([item("new", 9), item("chosen", 1, 10), item("earlier", 2, 3)])).toEqual(["chosen", "earlier", "new"]);
  });

  it("is as many as the limit says, and all when it says none", () => {
    expect([0, 1, 2].map((rank) => isWithin(rank, 2))).toEqual([true, true, false]);
    expect(isWithin(0, 0)).toBe(false);
    expect(isWithin(1_000_000, "unlimited")).toBe(true);
  });

  it("does not depend on the order of rows", () => {
    const some = fc.record({
      id: fc.uuid(),
      changedAt: fc.integer({ min: 1, max: 3 }).map(at),
      keptAt: fc.option(fc.integer({ min: 1, max: 2 }).map(at)),
    });
    const set = fc.uniqueArray(some, { selector: ({ id }) => id, maxLength: 12 });
    fc.assert(
      fc.property(
        set.chain((items) =>
          fc.tuple(
            fc.constant(items),
            fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length }),
          ),
        ),
        ([items, shuffled]) => {
          expect(order(shuffled)).toEqual(order(items));
        },
      ),
    );
  });
});
