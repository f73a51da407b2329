import fc from "fast-check";
import { expect, it } from "vitest";
import { AttachmentScanner } from "@/lib/packages/npm/attachment-scanner";

const LIMITS = { maxDocumentBytes: 1_000_000, piece: { maxBytes: 1_000_000, maxParts: 1_000_000, maxDepth: 100 } };

/** Scans a text in pieces; returns the rest, the data and the manifests as texts. */
function scan(text: string, sizes: readonly number[], divert = true) {
  const data: Buffer[] = [];
  const versions = new Map<string, string>();
  const scanner = new AttachmentScanner(LIMITS, {
    divert: () => divert,
    onData: (bytes) => data.push(Buffer.from(bytes)),
    onEnd: () => undefined,
    onVersion: (version, manifest) => versions.set(version, manifest.toString()),
  });
  const bytes = Buffer.from(text);
  for (let start = 0, turn = 0; start < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    scanner.write(bytes.subarray(start, start + size));
    start += size;
  }
  return { rest: scanner.end().toString(), data: Buffer.concat(data).toString(), versions };
}

it("takes out manifests and data, and leaves all else as JSON.parse reads it, in any chunks", () => {
  const version = fc.constantFrom("1.0.0", "2.0.0-a", 'we"ird\\', "ünï", "__proto__");
  const manifest = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(version, manifest), { selector: ([key]) => key }),
      fc.jsonValue(),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(undefined, 1, "\t"),
      fc.base64String(),
      (versions, extra, sizes, space, data) => {
        const noise = { extra, deep: { versions: { "1.0.0": { a: 1 } }, _attachments: { a: { data: "b" } } } };
        const value = {
          noise,
          versions: Object.fromEntries(versions),
          x: extra,
          _attachments: { "p.tgz": { data, extra } },
        };
        const found = scan(JSON.stringify(value, null, space), sizes);
        expect(found.data).toBe(data);
        expect([...found.versions].map(([key, text]) => [key, JSON.parse(text)])).toEqual(
          versions.map(([key, one]) => [key, JSON.parse(JSON.stringify(one))]),
        );
        const emptied = Object.fromEntries(versions.map(([key]) => [key, {}]));
        const left = { ...value, versions: emptied, _attachments: { "p.tgz": { data: "", extra } } };
        expect(JSON.parse(found.rest)).toEqual(JSON.parse(JSON.stringify(left)));
      },
    ),
    { numRuns: 300 },
  );
});

it("means the last of a repeated version, also one whose key is escaped", () => {
  const text = '{"versions":{"1.0.0":{"a":1},"1.\\u0030.0":{"a":"}"},"2":[{}],"3":{"x":[{"}":"{\\""}]}}}';
  for (const sizes of [[1], [3], [7, 2], [500]]) {
    const { rest, versions } = scan(text, sizes);
    expect([...versions]).toEqual([
      ["1.0.0", '{"a":"}"}'],
      ["3", '{"x":[{"}":"{\\""}]}'],
    ]);
    expect(JSON.parse(rest)).toEqual({ versions: { "1.0.0": {}, "2": [{}], "3": {} } });
  }
});

it("keeps the data of an attachment that is not wanted", () => {
  const text = '{"_attachments":{"a":{"data":"AA\\/A"}}}';
  expect(scan(text, [2], false)).toMatchObject({ rest: text, data: "" });
  expect(scan(text, [2])).toMatchObject({ rest: '{"_attachments":{"a":{"data":""}}}', data: "AA/A" });
});
