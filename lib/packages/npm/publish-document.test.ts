import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryWriter } from "@/lib/packages/npm/memory-writer.fixture";
import { assertBodyFits, readPublishDocument } from "@/lib/packages/npm/publish-document";

async function* pieces(bytes: Buffer, sizes: readonly number[]) {
  let start = 0;
  for (let turn = 0; start < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

async function readBytes(
  bytes: Buffer,
  options: { sizes?: number[]; maxBytes?: number; contentEncoding?: string } = {},
) {
  const writers: MemoryWriter[] = [];
  const work = readPublishDocument(pieces(bytes, options.sizes ?? [bytes.length || 1]), {
    createWriter: async () => {
      const writer = new MemoryWriter();
      writers.push(writer);
      return writer;
    },
    maxBytes: options.maxBytes ?? 1_000_000,
    contentEncoding: options.contentEncoding,
  });
  return { work, writers };
}

async function accept(body: unknown, options: Parameters<typeof readBytes>[1] = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const { work, writers } = await readBytes(Buffer.from(text), options);
  const result = await work;
  return { ...result, bytes: Buffer.concat(writers[0]?.chunks ?? []), writers };
}

async function refusal(body: unknown, options: Parameters<typeof readBytes>[1] = {}) {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const { work, writers } = await readBytes(bytes, options);
  const error: unknown = await work.then(
    () => "accepted",
    (reason) => reason,
  );
  for (const writer of writers) expect(writer.state).toBe("gone");
  return error;
}

const invalid = (message: RegExp) =>
  expect.objectContaining({
    code: "VALIDATION",
    payload: expect.objectContaining({ message: expect.stringMatching(message) }),
  });

const attachment = (data: Buffer, more: object = {}) => ({
  content_type: "application/octet-stream",
  data: data.toString("base64"),
  length: data.length,
  ...more,
});

const publish = (data: Buffer, more: object = {}) => ({
  _id: "@s/p",
  name: "@s/p",
  "dist-tags": { latest: "1.0.0" },
  versions: {
    "1.0.0": { name: "@s/p", version: "1.0.0", data: "not an attachment", _attachments: { a: { data: "x" } } },
  },
  access: null,
  _attachments: { "@s/p-1.0.0.tgz": attachment(data) },
  ...more,
});

describe("what a publish carries", () => {
  it("diverts the tarball and keeps the document", async () => {
    const data = Buffer.from("tarball bytes");
    const { document, tarball, bytes, provenance } = await accept(publish(data));
    expect(bytes).toEqual(data);
    expect(tarball?.staged).toMatchObject({ size: data.length, sha1: createHash("sha1").update(data).digest("hex") });
    expect(document.name).toBe("@s/p");
    expect(document.versions?.get("1.0.0")).toEqual({ name: "@s/p", version: "1.0.0" });
    expect(document._attachments?.["@s/p-1.0.0.tgz"]).toMatchObject({ data: "", length: data.length });
    expect(provenance).toBeNull();
  });

  it("reads documents without attachments", async () => {
    for (const more of [{ _attachments: undefined }, { _attachments: {} }]) {
      const { document, tarball, writers } = await accept(publish(Buffer.from("x"), more));
      expect(tarball).toBeNull();
      expect(writers).toEqual([]);
      expect(document["dist-tags"]).toEqual({ latest: "1.0.0" });
    }
    expect((await accept({ _id: "p", _rev: "1-a", maintainers: [{ name: "ann" }] })).document.maintainers).toHaveLength(
      1,
    );
  });

  it.each(["content_type", "length"])("does not need %s", async (field) => {
    const data = Buffer.from("bytes");
    const body = publish(data, { _attachments: { "p.tgz": attachment(data, { [field]: undefined }) } });
    expect((await accept(body)).bytes).toEqual(data);
  });

  it("equals Buffer.from for any document, bytes, order, spacing and chunking", async () => {
    const key = fc.constantFrom("a-1.0.0.tgz", "@s/p-1.0.0.tgz", 'we"ird\\.tgz', "ünï.tgz");
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400, minLength: 1 }),
        fc.jsonValue(),
        key,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(undefined, 1, "\t"),
        fc.boolean(),
        async (content, extra, name, sizes, space, escapeSlash) => {
          const data = Buffer.from(content);
          const noise = {
            extra,
            data: ['_attachments":{"x":{"data":"AAAA"'],
            nested: { _attachments: { a: { data: "b" } } },
          };
          const value = { before: noise, _attachments: { [name]: attachment(data, { after: extra }) }, after: noise };
          const plain = JSON.stringify(value, null, space);
          const text = escapeSlash ? plain.replaceAll("/", "\\/") : plain;
          const { document, bytes } = await accept(text, { sizes });
          expect(bytes.equals(data)).toBe(true);
          expect(document._attachments?.[name]).toMatchObject({ data: "", length: data.length });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("resolves unicode escapes of keys and of base64", async () => {
    const text = '{"\\u005fattachments":{"p.tgz":{"d\\u0061ta":"\\u0041AA\\u002f","length":3}}}';
    for (const sizes of [[1], [7], [500]]) {
      expect((await accept(text, { sizes })).bytes).toEqual(Buffer.from("AAA/", "base64"));
    }
  });

  it("keeps a provenance bundle as text, plain or base64, beside the tarball", async () => {
    const bundle = JSON.stringify({ mediaType: "application/vnd.dev.sigstore.bundle+json;version=0.2", note: "ü" });
    const data = Buffer.from("tarball");
    for (const text of [bundle, Buffer.from(bundle).toString("base64")]) {
      for (const order of [true, false]) {
        const entries = [
          ["p-1.0.0.tgz", attachment(data)],
          ["p-1.0.0.sigstore", { content_type: "application/vnd.dev.sigstore.bundle+json", data: text, length: 9 }],
        ];
        const body = publish(data, { _attachments: Object.fromEntries(order ? entries : entries.reverse()) });
        const { provenance, bytes } = await accept(body);
        expect(provenance).toBe(bundle);
        expect(bytes).toEqual(data);
      }
    }
  });

  it("reads a gzip body", async () => {
    const data = Buffer.from("tarball");
    const { work, writers } = await readBytes(gzipSync(JSON.stringify(publish(data))), {
      contentEncoding: "gzip",
      sizes: [9],
    });
    expect((await work).document.name).toBe("@s/p");
    expect(writers[0]?.chunks.join("")).toBe("tarball");
  });
});

describe("what is refused, and leaves nothing", () => {
  const data = Buffer.alloc(4000, 7);
  const text = JSON.stringify(publish(data));

  it("any truncation", async () => {
    for (const cut of [0, 1, 10, text.indexOf('"data"') + 2, text.indexOf("BwcH") + 50, text.length - 1]) {
      expect(await refusal(text.slice(0, cut))).toEqual(invalid(/ended before|not valid JSON/));
    }
  });

  it.each([
    ["[]", /document.*object/i],
    ["null", /document/],
    ['{"_attachments":[{"data":"AAAA"}]}', /_attachments/],
    ['[{"_attachments":{"a":{"data":"AAAA"}}}]', /document/],
    ["{]", /JSON/],
    [`${text}}`, /JSON/],
    [`${text}{}`, /JSON/],
    [text.replace('"access":null', '"access":undefined'), /JSON/],
    [text.replace('"access":null', '"access":"everyone"'), /"access"/],
    [text.replace('"1.0.0":{', '"1.0.0":[{').replace('"}}}}', '"}}}]}'), /JSON|versions/],
    [text.replace('"length":4000', '"length":1000000000'), /promises 1000000000 bytes and carries 4000/],
    [text.replace("BwcH", "B*cH"), /base64/],
    [text.replace("BwcH", "Bw=="), /base64/],
    [text.replace("BwcH", "BwcHBw"), /base64/],
    [text.replace("BwcH", "B\\u0107cH"), /base64/],
    [text.replace("BwcH", "\\xBwcH"), /base64/],
    [text.replace("octet-stream", "json"), /octet-stream/],
    [text.replace('"application/octet-stream"', "17"), /content_type/],
    [text.replace('"length":4000', '"length":4000,"data":"AAAA"'), /several attachments|exactly one/],
    [`${text.slice(0, -1)},"_attachments":{}}`, /contradictory/],
    [
      JSON.stringify(publish(data, { _attachments: { a: attachment(data), b: attachment(data) } })),
      /exactly one tarball/,
    ],
    [JSON.stringify(publish(data, { _attachments: { a: { stub: true } } })), /exactly one tarball/],
    [JSON.stringify({ _attachments: { "p.sigstore": { data: "{}" } } }), /exactly one tarball/],
    [JSON.stringify(publish(data, { _attachments: { a: attachment(Buffer.alloc(0)) } })), /empty/],
    [`{"a":${"[".repeat(200)}${"]".repeat(200)}}`, /nests deeper/],
    ['{"versions":{"1.0.0":{}}}', /"versions.1.0.0.name" is not valid/],
    ['{"versions":{"1.0.0":{]}}', /JSON/],
    ['{"versions":{"1.0.0":{"name":"p","version":"1"} {}}}', /JSON|versions/],
    ['{"versions":[{"name":"p","version":"1"}]}', /"versions" is not valid/],
    ['{"versions":{"1.0.0":{"name":"p","version":"1"},"1.0.0":7}}', /"versions.1.0.0" is not valid/],
    [`{"versions":{"1.0.0":{"a":${"[".repeat(98)}${"]".repeat(98)}}}}`, /nests deeper/],
    [`{"${"k".repeat(2000)}":1}`, /longer than/],
    [JSON.stringify({ _attachments: { "p.tgz": attachment(data), "p.sigstore": { data: "e30x" } } }), /provenance/],
  ])("%#: %.60s", async (body, message) => {
    expect(await refusal(body)).toEqual(invalid(message));
    expect(await refusal(body, { sizes: [3] })).toEqual(invalid(message));
  });

  it("invalid UTF-8", async () => {
    expect(await refusal(Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff]), Buffer.from('"}')]))).toEqual(
      invalid(/JSON/),
    );
  });

  it("a tarball over the limit, with the limit", async () => {
    const error = { code: "TOO_LARGE", payload: { what: "package tarball", limitBytes: 3999 } };
    expect(await refusal(text, { maxBytes: 3999, sizes: [100] })).toMatchObject(error);
    expect((await accept(text, { maxBytes: 4000, sizes: [100] })).bytes.length).toBe(4000);
  });

  it("a length that cannot fit, before the first byte", () => {
    expect(() => assertBodyFits(100_000_000, 1000)).toThrow(expect.objectContaining({ code: "TOO_LARGE" }));
    for (const length of [undefined, 0, 16_000_000]) expect(() => assertBodyFits(length, 1000)).not.toThrow();
  });

  it("a document over its limits: one manifest, the rest, all of it", async () => {
    const manifest = (length: number) => ({ name: "@s/p", version: "1.0.0", readme: "x".repeat(length) });
    const tooLarge = (what: string) => ({ code: "TOO_LARGE", payload: { what } });
    expect(await refusal({ readme: "x".repeat(4_300_000) })).toMatchObject(
      tooLarge("package document without its manifests"),
    );
    expect(await refusal({ versions: { "1.0.0": manifest(4_300_000) } })).toMatchObject(tooLarge("package manifest"));
    const versions = Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`1.0.${at}`, manifest(3_900_000)]));
    expect(await refusal({ versions })).toMatchObject(tooLarge("package document"));
    expect((await accept({ versions: { "1.0.0": manifest(4_100_000) } })).document.versions?.size).toBe(1);
  });

  it("more values and keys than a real document has, before they are built", async () => {
    const many = (length: number) => Object.fromEntries(Array.from({ length }, (_, at) => [`1.0.${at}`, {}]));
    const inside = { versions: { "1.0.0": { name: "@s/p", version: "1.0.0", exports: many(60_000) } } };
    for (const body of [{ custom: many(60_000) }, inside, `[${"[],".repeat(80_000)}[]]`]) {
      expect(await refusal(body)).toEqual(invalid(/more than 150000 values and keys/));
    }
    const versions = (length: number) =>
      Object.fromEntries(Object.keys(many(length)).map((version) => [version, { name: "@s/p", version }]));
    expect(await refusal({ versions: versions(20_001) })).toEqual(invalid(/more than 20000 versions/));
    const { document } = await accept({ versions: versions(20_000), time: versions(1_000) });
    expect(document.versions?.size).toBe(20_000);
  });

  it("gzip that grows more than a document does", async () => {
    const bomb = gzipSync(JSON.stringify({ readme: "x".repeat(3_900_000) }));
    expect(await refusal(bomb, { contentEncoding: "gzip" })).toEqual(invalid(/unpacks to more than 100 times/));
    const { work } = await readBytes(gzipSync(JSON.stringify({ readme: "x".repeat(900_000) })), {
      contentEncoding: "gzip",
    });
    expect((await work).tarball).toBeNull();
  });

  it("a sender that goes away", async () => {
    const writer = new MemoryWriter();
    const body = async function* () {
      yield Buffer.from(text.slice(0, 3000));
      throw new Error("aborted");
    };
    const work = readPublishDocument(body(), { createWriter: async () => writer, maxBytes: 1_000_000 });
    await expect(work).rejects.toEqual(invalid(/cut off/));
    expect(writer.state).toBe("gone");
  });

  it("passes on what the store throws, after an abort", async () => {
    const writer = new MemoryWriter();
    writer.write = async () => {
      throw new Error("disk full");
    };
    const body = pieces(Buffer.from(text), [500]);
    const work = readPublishDocument(body, { createWriter: async () => writer, maxBytes: 1_000_000 });
    await expect(work).rejects.toThrow("disk full");
    expect(writer.state).toBe("gone");
  });
});
