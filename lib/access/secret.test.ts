import { describe, expect, it } from "vitest";
import { looksLikeToken, newToken, shownPrefix } from "@/lib/access/secret";

describe("newToken", () => {
  it("has its form, passes its own check and never repeats", () => {
    const tokens = Array.from({ length: 2_000 }, newToken);
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const token of tokens) {
      expect(token).toMatch(/^phs_[0-9A-Za-z]{38}$/);
      expect(looksLikeToken(token)).toBe(true);
    }
  });

  it("draws every digit about as often as any other", () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 3_000; i++) {
      for (const digit of newToken().slice(4, 36)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    }
    const expected = (3_000 * 32) / 62;
    expect(counts.size).toBe(62);
    // Seven standard deviations; a modulo bias, which favours 8 digits by a quarter, lies ten away.
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(7 * Math.sqrt(expected));
  });
});

describe("looksLikeToken", () => {
  it("is a fixed format: this token stays valid for ever", () => {
    expect(looksLikeToken("phs_0123456789ABCDEFGHIJKLMNOPQRSTUV1ggZdL")).toBe(true);
    expect(looksLikeToken("phs_0123456789ABCDEFGHIJKLMNOPQRSTUV1ggZdM")).toBe(false);
  });

  it("refuses every single mistyped digit", () => {
    const token = newToken();
    for (let at = 4; at < token.length; at++) {
      const other = token[at] === "x" ? "y" : "x";
      expect(looksLikeToken(token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
    }
  });

  it("refuses what is no token", () => {
    const token = newToken();
    for (const text of [
      "",
      "phs_",
      token.slice(0, -1),
      `${token}0`,
      `npm_${token.slice(4)}`,
      ` ${token}`,
      `${token}\n`,
    ]) {
      expect(looksLikeToken(text)).toBe(false);
    }
  });
});

describe("shownPrefix", () => {
  it("shows the mark and four digits", () => {
    const token = newToken();
    expect(shownPrefix(token)).toBe(token.slice(0, 8));
  });
});
