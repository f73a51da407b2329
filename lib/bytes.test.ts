import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBytes } from "@/lib/bytes";

const SIZE: Record<string, number> = { byte: 1, bytes: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 };

describe("formatBytes", () => {
  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1_000, "1 KB"],
    [2_300, "2.3 KB"],
    [84_100, "84.1 KB"],
    [84_150, "84.15 KB"],
    [84_159, "84.15 KB"],
    [999_949, "999.94 KB"],
    [999_999, "999.99 KB"],
    [100_000_000, "100 MB"],
    [536_870_912, "536.87 MB"],
    [18_400_000_000, "18.4 GB"],
    [999_999_999_999, "999.99 GB"],
    [1_000_000_000_000, "1 TB"],
    [1_500_000_000_000_000, "1.5 PB"],
    [-1, "−1 byte"],
    [-2_300, "−2.3 KB"],
  ])("%d is %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it("never says more than there is, nor less by a hundredth of its unit", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (bytes) => {
        const [number = "", unit = ""] = formatBytes(bytes).split(" ");
        const [said, size] = [Number(number), SIZE[unit] ?? Number.NaN];
        expect(BigInt(Math.round(said * 100)) * BigInt(size)).toBeLessThanOrEqual(BigInt(bytes) * 100n);
        expect((said + 0.01) * size).toBeGreaterThan(bytes);
      }),
    );
  });
});
