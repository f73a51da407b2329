import { describe, expect, it } from "vitest";
import { formatDateTime, formatDay, formatRelative, formatUtcMoment, inWords } from "@/lib/time";

const now = Date.parse("2026-11-20T12:00:00Z");
const minutes = (n: number) => new Date(now + n * 60_000);

describe("formatRelative", () => {
  it.each([
    [0, "just now"],
    [-3, "3 min ago"],
    [-59, "59 min ago"],
    [-60, "1 h ago"],
    [-60 * 25, "1 day ago"],
    [-60 * 24 * 6, "6 days ago"],
    [60 * 24 * 9, "in 9 days"],
  ])("%d minutes from now is %s", (offset, text) => {
    expect(formatRelative(minutes(offset), now, "UTC")).toBe(text);
  });

  it("gives the date in the reader's zone beyond two weeks", () => {
    const at = new Date("2026-10-31T23:30:00Z");
    expect(formatRelative(at, now, "UTC")).toBe("31 Oct 2026");
    expect(formatRelative(at, now, "Asia/Tokyo")).toBe("1 Nov 2026");
  });
});

describe("absolute times", () => {
  it("names the zone", () => {
    expect(formatDateTime(new Date(now), "UTC")).toBe("20 Nov 2026, 12:00:00 UTC");
    expect(formatUtcMoment(new Date("2026-12-01T00:00:00Z"))).toBe("1 Dec 00:00 UTC");
    expect(inWords("2026-12-01T00:00:30Z")).toBe("1 Dec 2026, 00:00 UTC");
    expect(formatDay("2026-12-31T23:59:59.999Z")).toBe("31 Dec 2026");
    expect(formatDay("2026-09-26T00:00:00Z")).toBe("26 Sep 2026");
  });
});
