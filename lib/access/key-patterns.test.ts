import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesPattern, PACKAGE_PATTERN } from "@/lib/access/key-patterns";

const letters = fc.string({ unit: fc.constantFrom("@", "a", "b", "/", "-", "."), maxLength: 8 });
const pattern = fc.string({ unit: fc.constantFrom("@", "a", "b", "/", "-", ".", "*"), minLength: 1, maxLength: 8 });

/** The same pattern as a regular expression. */
function reference(text: string): RegExp {
  const parts = text.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"));
  return new RegExp(`^${parts.join("[\\s\\S]*")}$`);
}

describe("matchesPattern", () => {
  it("knows names, scopes and stars", () => {
    expect(matchesPattern(["@acme/ui"], "@acme/ui")).toBe(true);
    expect(matchesPattern(["@acme/ui"], "@acme/ui-kit")).toBe(false);
    expect(matchesPattern(["@acme/*"], "@acme/ui")).toBe(true);
    expect(matchesPattern(["@acme/*"], "@acme-evil/ui")).toBe(false);
    expect(matchesPattern(["@acme/a*z"], "@acme/a")).toBe(false);
    expect(matchesPattern(["@acme/a*a"], "@acme/a")).toBe(false);
    expect(matchesPattern(["@other/x", "@acme/*"], "@acme/ui")).toBe(true);
  });

  it("lets everything through without a pattern, and with the pattern *", () => {
    fc.assert(
      fc.property(letters, (name) => {
        expect(matchesPattern([], name)).toBe(true);
        expect(matchesPattern(["*"], name)).toBe(true);
      }),
    );
  });

  it("agrees with a regular expression", () => {
    fc.assert(
      fc.property(pattern, letters, (text, name) => {
        expect(matchesPattern([text], name)).toBe(reference(text).test(name));
      }),
      { numRuns: 2_000 },
    );
  });

  it("matches what is made from it, whatever stands for its stars", () => {
    fc.assert(
      fc.property(pattern, letters, (text, filling) => {
        expect(matchesPattern([text], text.replaceAll("*", filling))).toBe(true);
      }),
    );
  });

  it("is the union of its patterns", () => {
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 4 }), letters, (patterns, name) => {
        expect(matchesPattern(patterns, name)).toBe(patterns.some((one) => matchesPattern([one], name)));
      }),
    );
  });

  it("stays fast on a pattern of many stars", () => {
    const from = performance.now();
    expect(matchesPattern([`${"a*".repeat(100)}b`], "a".repeat(10_000))).toBe(false);
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});

it("a pattern is a name with stars and nothing else", () => {
  for (const good of ["@acme/*", "lodash", "*", "@acme/ui-*"]) expect(PACKAGE_PATTERN.test(good)).toBe(true);
  for (const bad of ["", "A", "@acme/ ui", "../x", "-x", `a${"b".repeat(214)}`]) {
    expect(PACKAGE_PATTERN.test(bad)).toBe(false);
  }
});
