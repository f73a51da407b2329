import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText, inSeries, isName, isStorable } from "@/lib/text";

describe("text that Postgres can store", () => {
  it("is what cleaning leaves", () => {
    expect(cleanText("a\0b\ud800c😀")).toBe("ab\uFFFDc😀");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(cleanText(text)).not.toContain("\0");
        expect(Buffer.from(cleanText(text)).toString()).toBe(cleanText(text));
        expect(isStorable(text)).toBe(text === cleanText(text));
      }),
    );
  });

  it.each([
    "a\0b",
    "\ud800",
    ["a", ["\udc00"]],
    { a: { b: "\0" } },
    { "k\0": 1 },
    JSON.parse('{"__proto__":{"x":"\\u0000"}}'),
  ])("finds what cannot be stored in %j", (value) => {
    expect(isStorable(value)).toBe(false);
  });

  it.each(["", "😀 ümlaut\n", null, undefined, 1, true, { a: [{ b: "c" }] }])("lets %j through", (value) => {
    expect(isStorable(value)).toBe(true);
  });

  it("walks a value of any depth, and one that contains itself", () => {
    expect(isStorable(JSON.parse(`${"[".repeat(100_000)}"\\u0000"${"]".repeat(100_000)}`))).toBe(false);
    const own: { self?: unknown } = {};
    own.self = own;
    expect(isStorable(own)).toBe(true);
  });
});

describe("a name", () => {
  it.each(["Acme", "Zoë 東京 שלום", "Ada 👩‍🚀"])("is %s", (text) => {
    expect(isName(text)).toBe(true);
  });

  it.each([
    "a\r\nBcc: b@example.com",
    "a\tb",
    "a\0b",
    "a\u2028b",
    "a\u202Egnp.exe",
    "\u2066a",
    "\u007f",
    "",
    " ",
    "\u200b",
    "\u200b\u00ad\ufeff",
    "\u3164",
    "\u2800",
    "\u00a0\u2003",
  ])("is not %j", (text) => {
    expect(isName(text)).toBe(false);
  });
});

describe("inSeries", () => {
  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a or b"],
    [["a", "b", "c"], "a, b or c"],
  ])("%j is %s", (words, text) => expect(inSeries(words)).toBe(text));
});
