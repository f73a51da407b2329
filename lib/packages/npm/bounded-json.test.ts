import fc from "fast-check";
import { expect, it } from "vitest";
import { parseBoundedJson } from "@/lib/packages/npm/bounded-json";

const parse = (text: string, maxParts: number, maxDepth = 100) =>
  parseBoundedJson(Buffer.from(text), { maxParts, maxDepth }, "The text");

/** What a value opens and separates. */
function partsOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inside = Object.values(value).reduce<number>((sum, one) => sum + partsOf(one), 0);
  const count = Object.keys(value).length;
  return 1 + Math.max(0, count - 1) + (Array.isArray(value) ? 0 : count) + inside;
}

it("counts the values and keys of any text, whatever its strings hold", () => {
  const key = fc.constantFrom("{", '"', "\\", '\\"', ",", "[]", ":", "ü");
  const inner = fc.oneof(key, fc.double(), fc.array(key), fc.dictionary(key, fc.array(key)));
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.dictionary(key, inner), fc.array(inner));
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1, "\t"), (one, space) => {
      const parts = partsOf(one);
      const text = JSON.stringify(one, null, space);
      expect(parse(text, parts)).toEqual(JSON.parse(text));
      if (parts > 0) expect(() => parse(text, parts - 1)).toThrow(expect.objectContaining({ code: "VALIDATION" }));
    }),
    { numRuns: 200 },
  );
});

it.each([
  ["[[[]]]", 100, 2, "The text nests deeper than 2 levels."],
  ["[".repeat(1_000_000), 2_000_000, 100, "The text nests deeper than 100 levels."],
  ["[1,2,3]", 2, 100, "The text has more than 2 values and keys."],
  ['{"a":', 10, 100, "The text is not valid JSON."],
  ['"a', 10, 100, "The text is not valid JSON."],
  ['"\\', 10, 100, "The text is not valid JSON."],
  ["]]]]", 10, 100, "The text is not valid JSON."],
])("says what is wrong with %.20s", (text, parts, depth, message) => {
  expect(() => parse(text, parts, depth)).toThrow(expect.objectContaining({ payload: { message } }));
});
