import { describe, expect, it } from "vitest";
import { formatBytes, formatCount, formatQuantity } from "@/components/ui/number-format";

describe("formatBytes", () => {
  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1 KB"],
    [84_100, "84.1 KB"],
    [999_949, "1 MB"],
    [100_000_000, "100 MB"],
    [18_400_000_000, "18.4 GB"],
    [1_000_000_000_000, "1 TB"],
    [-2300, "−2.3 KB"],
  ])("%d is %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe("counts", () => {
  it("groups thousands", () => expect(formatCount(1_204_000n)).toBe("1,204,000"));
  it("makes the noun agree", () => {
    expect(formatQuantity(1, "seat")).toBe("1 seat");
    expect(formatQuantity(0, "entry", "entries")).toBe("0 entries");
  });
});
