import { describe, expect, it } from "vitest";
import { planDefinition } from "@/lib/entitlements/catalogue";
import { formatAmount, formatPrice, formatValue, priceLines } from "@/lib/entitlements/format";
import { LIMIT_KEYS } from "@/lib/entitlements/types";

describe("list prices", () => {
  it("are written from minor units with their currency", () => {
    const price = { lookupKey: "x", interval: "month", perSeat: false, currency: "usd" } as const;
    expect(formatPrice({ ...price, amountCents: 2_905 })).toBe("29.05 USD");
    expect(formatPrice({ ...price, amountCents: 123_456_00 })).toBe("123,456.00 USD");
  });

  it("say for what: a month, a seat, a contract, nothing", () => {
    expect(priceLines(planDefinition("pro"))).toEqual(["29.00 USD a month", "290.00 USD a year"]);
    expect(priceLines(planDefinition("team"))).toEqual(["19.00 USD a seat and month", "190.00 USD a seat and year"]);
    expect(priceLines(planDefinition("free"))).toEqual(["Free"]);
    expect(priceLines(planDefinition("enterprise"))).toEqual(["By contract"]);
  });
});

describe("a cell of the comparison", () => {
  it("writes every limit in its unit, and the days of the audit log", () => {
    for (const key of LIMIT_KEYS) expect(formatValue(key, 2_000_000)).toBe(formatAmount(key, 2_000_000));
    expect(formatValue("storage.bytes", 2_000_000)).toBe("2 MB");
    expect(formatValue("publishes", 2_000_000)).toBe("2,000,000");
    expect(formatValue("audit.retention_days", 1_000)).toBe("1,000 days");
    expect(formatValue("audit.retention_days", 0)).toBe("None");
  });
});
