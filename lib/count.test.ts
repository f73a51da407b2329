import { expect, it } from "vitest";
import { formatCount, formatQuantity } from "@/lib/count";

it.each([
  [0, "0"],
  [999, "999"],
  [1_000, "1,000"],
  [999_999, "999,999"],
  [1_204_000n, "1,204,000"],
  [1_999.9, "1,999"],
  [-1_204, "-1,204"],
])("a count of %s reads %s", (value, text) => expect(formatCount(value)).toBe(text));

it("makes the noun agree", () => {
  expect(formatQuantity(1, "seat")).toBe("1 seat");
  expect(formatQuantity(0, "entry", "entries")).toBe("0 entries");
  expect(formatQuantity(1_000, "seat")).toBe("1,000 seats");
});
