import { describe, expect, it } from "vitest";
import { expiryOptions, toDays } from "@/components/identity/expiry-choice";
import { fieldErrors, lines } from "@/components/identity/token-values";

describe("lines", () => {
  it("reads lines and commas, and nothing from nothing", () => {
    expect(lines(" @acme/* \n\n@globex/ui, @ada/*,")).toEqual(["@acme/*", "@globex/ui", "@ada/*"]);
    expect(lines("  \n ")).toEqual([]);
  });
});

describe("fieldErrors", () => {
  it("gathers what is said of a list and of its entries, once", () => {
    const fields = {
      "cidrs.0": ["Write ranges."],
      "cidrs.3": ["Write ranges."],
      cidrs: ["Too many."],
      cidrsOf: ["No."],
    };
    expect(fieldErrors(fields, "cidrs")).toEqual(["Write ranges.", "Too many."]);
    expect(fieldErrors(fields, "name")).toEqual([]);
  });
});

describe("an expiry", () => {
  it("comes back from its option as it went in", () => {
    for (const days of [30, 365, null]) {
      expect(expiryOptions([days]).map(({ value }) => toDays(value))).toEqual([days]);
    }
  });
});
