import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptsGzip, isNotModified, packumentForm, parseRange } from "@/lib/packages/npm/negotiate";

const ABBREVIATED = "application/vnd.npm.install-v1+json";

describe("packumentForm", () => {
  it.each([
    [undefined, "full"],
    ["", "full"],
    ["*/*", "full"],
    ["application/json", "full"],
    [`${ABBREVIATED}; q=1.0, application/json; q=0.8, */*`, "abbreviated"],
    [`${ABBREVIATED};q=1`, "abbreviated"],
    [`application/json, ${ABBREVIATED}`, "abbreviated"],
    [ABBREVIATED.toUpperCase(), "abbreviated"],
    [`application/json, ${ABBREVIATED};q=0.5`, "full"],
    [`${ABBREVIATED};q=0, */*`, "full"],
    [`${ABBREVIATED};q=x`, "full"],
  ])("%s → %s", (accept, form) => {
    expect(packumentForm(accept)).toBe(form);
  });
});

describe("acceptsGzip", () => {
  it.each([
    [undefined, false],
    ["identity", false],
    ["br", false],
    ["gzip", true],
    ["gzip, deflate, br", true],
    ["zstd, GZIP;q=0.5", true],
    ["*", true],
    ["gzip;q=0", false],
    ["gzip;q=0, *", false],
  ])("%s → %s", (header, answer) => {
    expect(acceptsGzip(header)).toBe(answer);
  });
});

describe("isNotModified", () => {
  const etag = '"abc"';
  it.each([
    [undefined, false],
    ["", false],
    ['"abc"', true],
    ['W/"abc"', true],
    ["*", true],
    ['"x", "abc"', true],
    ['"x",W/"abc","y"', true],
    ['"x, abc"', false],
    ["abc", false],
    ['"ABC"', false],
    ['"abcd"', false],
  ])("%s → %s", (header, answer) => {
    expect(isNotModified(header, etag)).toBe(answer);
    expect(isNotModified(header, `W/${etag}`)).toBe(answer);
  });
});

describe("parseRange", () => {
  it.each([
    ["bytes=0-0", 0, 0],
    ["bytes=2-", 2, 9],
    ["bytes=2-5", 2, 5],
    ["bytes=5-100", 5, 9],
    ["bytes=-3", 7, 9],
    ["bytes=-30", 0, 9],
    [" Bytes = 1 - 2 ", 1, 2],
  ])("%s is a part", (range, start, end) => {
    expect(parseRange(range, 10)).toEqual({ kind: "part", start, end, contentRange: `bytes ${start}-${end}/10` });
  });

  it.each([undefined, "", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,3-4", "items=0-1", "bytes=a-b", "bytes=1.5-2"])(
    "%s is the whole",
    (range) => {
      expect(parseRange(range, 10)).toEqual({ kind: "whole" });
    },
  );

  it.each(["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"])("%s is unsatisfiable", (range) => {
    expect(parseRange(range, 10)).toEqual({ kind: "unsatisfiable", contentRange: "bytes */10" });
  });

  it("gives the whole when If-Range names other bytes", () => {
    const etag = '"abc"';
    expect(parseRange("bytes=0-1", 10, { ifRange: '"old"', etag })).toEqual({ kind: "whole" });
    expect(parseRange("bytes=0-1", 10, { ifRange: `W/${etag}`, etag })).toEqual({ kind: "whole" });
    expect(parseRange("bytes=0-1", 10, { ifRange: etag, etag })).toMatchObject({ kind: "part" });
    expect(parseRange("bytes=0-1", 10, { ifRange: undefined, etag })).toMatchObject({ kind: "part" });
  });

  it("answers a header of nothing but blanks as fast as any other", () => {
    const began = performance.now();
    for (const range of [`bytes=${" ".repeat(16_000)}x`, `bytes=1-${" ".repeat(16_000)}x`]) {
      expect(parseRange(range, 10)).toEqual({ kind: "whole" });
    }
    expect(performance.now() - began).toBeLessThan(250);
  });

  it("never leaves the bytes", () => {
    const number = fc.option(fc.nat(50), { nil: "" });
    fc.assert(
      fc.property(number, number, fc.nat(40), (first, last, size) => {
        const answer = parseRange(`bytes=${first}-${last}`, size);
        if (answer.kind !== "part") return;
        expect(answer.start).toBeGreaterThanOrEqual(0);
        expect(answer.end).toBeGreaterThanOrEqual(answer.start);
        expect(answer.end).toBeLessThan(size);
      }),
    );
  });
});
