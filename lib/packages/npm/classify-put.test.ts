import { describe, expect, it } from "vitest";
import { classifyPut, type StoredState } from "@/lib/packages/npm/classify-put";
import { parsePutDocument } from "@/lib/packages/npm/schema";

const stored: StoredState = {
  versions: new Map([
    ["1.0.0", null],
    ["1.1.0", "use 2"],
  ]),
  maintainers: ["ann", "bob"],
  users: ["cat"],
};

const manifest = (version: string, more: object = {}) => ({ name: "@s/p", version, ...more });
const whole = (more: object = {}) => ({
  _id: "@s/p",
  _rev: "3-abc",
  name: "@s/p",
  "dist-tags": { latest: "1.1.0" },
  versions: { "1.0.0": manifest("1.0.0"), "1.1.0": manifest("1.1.0", { deprecated: "use 2" }) },
  maintainers: [{ name: "bob", email: "b@x" }, { name: "ann" }],
  users: { cat: true },
  ...more,
});
const classify = (document: object, state: StoredState | null = stored) =>
  classifyPut("@s/p", parsePutDocument(document), state);
const publish = (versions: object, more: object = {}) => ({
  _id: "@s/p",
  name: "@s/p",
  "dist-tags": { latest: "2.0.0" },
  versions,
  access: null,
  _attachments: { "p.tgz": { data: "" } },
  ...more,
});

describe("publish", () => {
  const two = { "2.0.0": manifest("2.0.0") };

  it.each([null, stored])("is a document with a tarball and one new version", (state) => {
    expect(classify(publish(two), state)).toMatchObject({
      kind: "publish",
      version: "2.0.0",
      manifest: { version: "2.0.0" },
      distTags: { latest: "2.0.0" },
      access: null,
    });
  });

  it("keeps the access that was asked for, and only tags of the new version", () => {
    const put = classify(publish(two, { access: "restricted", "dist-tags": { next: "2.0.0", latest: "1.0.0" } }));
    expect(put).toMatchObject({ access: "restricted", distTags: { next: "2.0.0" } });
  });

  it("finds the new version among stored ones, and a repeated one alone", () => {
    expect(classify(publish({ ...whole().versions, ...two }))).toMatchObject({ kind: "publish", version: "2.0.0" });
    expect(classify(publish({ "1.0.0": manifest("1.0.0") }))).toMatchObject({ kind: "publish", version: "1.0.0" });
  });

  it.each([
    [{}, /exactly one version; this one has 0/],
    [{ ...two, "3.0.0": manifest("3.0.0") }, /exactly one version; this one has 2/],
    [whole().versions, /exactly one version/],
    [{ v2: manifest("v2") }, /not a version/],
    [{ "2.0.0": manifest("2.0.1") }, /says version 2.0.1/],
    [{ "2.0.0": { name: "other", version: "2.0.0" } }, /manifest names other/],
  ])("refuses %j", (versions, message) => {
    expect(() => classify(publish(versions))).toThrow(
      expect.objectContaining({ code: "VALIDATION", payload: { message: expect.stringMatching(message) } }),
    );
  });
});

it("leaves build metadata out of the version and its tags", () => {
  const built = { "2.0.0+b1": manifest("2.0.0+b1") };
  const put = classify(publish(built, { "dist-tags": { latest: "2.0.0+b1", next: "2.0.0", old: "1.0.0+b1" } }));
  expect(put).toMatchObject({ version: "2.0.0", distTags: { latest: "2.0.0", next: "2.0.0" } });
  expect(classify(publish({ "1.0.0+b1": manifest("1.0.0+b1") }))).toMatchObject({ version: "1.0.0" });
  expect(() => classify(publish({ "v2.0.0+b1": manifest("v2.0.0+b1") }))).toThrow(
    expect.objectContaining({ code: "VALIDATION" }),
  );
});

it("refuses a publish under a tag that reads as a range", () => {
  const body = publish({ "2.0.0": manifest("2.0.0") }, { "dist-tags": { "2.x": "2.0.0" } });
  expect(() => classify(body)).toThrow(expect.objectContaining({ code: "VALIDATION" }));
});

describe("edits", () => {
  it("are nothing when the document is as stored", () => {
    expect(classify(whole())).toEqual({ kind: "unchanged" });
    expect(classify(whole({ "dist-tags": { latest: "1.0.0" } }))).toEqual({ kind: "unchanged" });
    expect(classify({ _id: "@s/p", _rev: "1-a" })).toEqual({ kind: "unchanged" });
  });

  it("deprecate and take it back", () => {
    const versions = {
      "1.0.0": manifest("1.0.0", { deprecated: "old" }),
      "1.1.0": manifest("1.1.0", { deprecated: "" }),
    };
    expect(classify(whole({ versions, description: "other", maintainers: [{ name: "eve" }] }))).toEqual({
      kind: "deprecate",
      changes: [
        { version: "1.0.0", message: "old" },
        { version: "1.1.0", message: null },
      ],
    });
    const without = { ...versions, "1.1.0": manifest("1.1.0") };
    expect(classify(whole({ versions: without }))).toMatchObject({
      changes: [{ version: "1.0.0" }, { message: null }],
    });
  });

  it("unpublish what the document leaves out", () => {
    expect(classify(whole({ versions: { "1.1.0": manifest("1.1.0") } }))).toEqual({
      kind: "unpublish",
      versions: ["1.0.0"],
    });
    expect(classify(whole({ versions: {} }))).toEqual({ kind: "unpublish", versions: ["1.0.0", "1.1.0"] });
  });

  it("change owners by the partial document of npm owner", () => {
    const maintainers = [{ name: "ann", email: "a@x" }, { name: "dan" }];
    expect(classify({ _id: "@s/p", _rev: "3-abc", maintainers })).toEqual({
      kind: "owners",
      maintainers: ["ann", "dan"],
    });
    expect(classify({ _id: "@s/p", maintainers: [] })).toEqual({ kind: "owners", maintainers: [] });
  });

  it("star and unstar by the partial document of npm star", () => {
    const star = { _id: "@s/p", _rev: "3-abc", users: { cat: true, dan: true } };
    expect(classify(star)).toEqual({ kind: "star", starred: ["dan"], unstarred: [] });
    expect(classify({ ...star, users: {} })).toEqual({ kind: "star", starred: [], unstarred: ["cat"] });
    expect(classify({ ...star, users: { cat: false } })).toEqual({ kind: "star", starred: [], unstarred: ["cat"] });
  });

  it.each([
    [whole({ name: "other" }), stored, "VALIDATION"],
    [whole({ _id: "other" }), stored, "VALIDATION"],
    [whole({ versions: { ...whole().versions, "9.0.0": manifest("9.0.0") } }), stored, "VALIDATION"],
    [
      whole({ versions: { ...whole().versions, "1.0.0": manifest("1.0.0", { deprecated: true }) } }),
      stored,
      "VALIDATION",
    ],
    [whole(), null, "VALIDATION"],
    [{ _id: "@s/p", maintainers: [{ name: "ann" }] }, null, "NOT_FOUND"],
  ])("refuses what has no meaning (%#)", (document, state, code) => {
    expect(() => classify(document, state)).toThrow(expect.objectContaining({ code }));
  });
});

describe("the document's bounds", () => {
  it.each([
    ["dist-tags", Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`t${index}`, "1.0.0"]))],
    ["dist-tags", { latest: 1 }],
    ["versions", { "1.0.0": "text" }],
    ["versions", { "1.0.0": { name: "p" } }],
    ["access", "secret"],
    ["maintainers", [{ email: "a@x" }]],
    ["_attachments", { a: { length: -1 } }],
    ["_id", 17],
  ])("refuses %s in one sentence", (field, value) => {
    expect(() => parsePutDocument({ [field]: value })).toThrow(
      expect.objectContaining({
        code: "VALIDATION",
        payload: expect.objectContaining({ message: expect.stringMatching(new RegExp(`^"${field}.*\\.$`)) }),
      }),
    );
  });

  it("reads null as absent", () => {
    const document = parsePutDocument({ _id: null, custom: { a: 1 }, versions: null, access: null });
    expect(document.versions).toBeUndefined();
    expect(document.access).toBeNull();
  });
});
