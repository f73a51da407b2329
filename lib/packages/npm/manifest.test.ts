import { describe, expect, it } from "vitest";
import { abbreviateManifest, fullManifest, MAX_MANIFEST_BYTES, normalizeManifest } from "@/lib/packages/npm/manifest";

const facts = {
  name: "@s/p",
  version: "1.0.0",
  dist: { integrity: "sha512-x", shasum: "abc", fileCount: 3, unpackedSize: 99 },
  hasInstallScript: false,
  hasShrinkwrap: false,
};

describe("normalizeManifest", () => {
  it("keeps what clients need and drops what is private or ours to say", () => {
    const stored = normalizeManifest(
      {
        name: "@s/p",
        version: "1.0.0",
        description: "d",
        custom: { a: 1 },
        _id: "lie@9.9.9",
        _nodeVersion: "packed",
        _resolved: "/home/ann/secret.tgz",
        _from: "file:secret.tgz",
        _integrity: "lie",
        _attachments: {},
        _hasShrinkwrap: true,
        hasInstallScript: true,
        readme: "# long",
        deprecated: "sneaky",
        maintainers: [{ name: "eve" }],
        dist: { integrity: "lie", shasum: "lie", tarball: "http://elsewhere/p.tgz", signatures: [{}] },
      },
      facts,
      { _nodeVersion: "20.0.0", _npmVersion: "10.0.0", gitHead: "x".repeat(101) },
    );
    expect(stored).toEqual({
      name: "@s/p",
      version: "1.0.0",
      description: "d",
      custom: { a: 1 },
      _id: "@s/p@1.0.0",
      _nodeVersion: "20.0.0",
      _npmVersion: "10.0.0",
      dist: facts.dist,
    });
  });

  it("says what the tarball says about scripts and shrinkwrap", () => {
    const stored = normalizeManifest({}, { ...facts, hasInstallScript: true, hasShrinkwrap: true });
    expect(stored).toMatchObject({ name: "@s/p", hasInstallScript: true, _hasShrinkwrap: true });
  });

  it("is bounded", () => {
    const big = (length: number) => normalizeManifest({ description: "x".repeat(length) }, facts);
    expect(() => big(MAX_MANIFEST_BYTES)).toThrow(expect.objectContaining({ code: "TOO_LARGE" }));
    expect(big(MAX_MANIFEST_BYTES - 1000)).toHaveProperty("description");
  });

  it("is storable whatever a client sends", () => {
    const stored = normalizeManifest({ description: "a\0b\ud800c", list: [{ "k\0": "\udc00" }], emoji: "😀" }, facts);
    expect(stored).toMatchObject({ description: "ab\uFFFDc", list: [{ k: "\uFFFD" }], emoji: "😀" });
  });
});

describe("reading", () => {
  const stored = normalizeManifest(
    {
      description: "d",
      scripts: { test: "x" },
      dependencies: { a: "1" },
      devDependencies: { b: "1" },
      peerDependenciesMeta: { c: { optional: true } },
      engines: { node: ">=20" },
      libc: ["glibc"],
      funding: "https://example.com",
    },
    { ...facts, hasInstallScript: true, hasShrinkwrap: true },
  );

  it("adds the tarball's address on our origin, and a deprecation only when there is one", () => {
    const dist = { ...facts.dist, tarball: "http://r.example/@s/p/-/p-1.0.0.tgz" };
    expect(fullManifest(stored, "http://r.example", null)).toEqual({ ...stored, dist });
    expect(fullManifest(stored, "http://r.example", "")).not.toHaveProperty("deprecated");
    expect(fullManifest(stored, "http://r.example/", "old")).toEqual({ ...stored, dist, deprecated: "old" });
  });

  it("keeps the install fields only in the abbreviated form", () => {
    const full = fullManifest(stored, "http://r.example", "old");
    expect(abbreviateManifest({ ...full, _npmUser: { name: "ann" } })).toEqual({
      name: "@s/p",
      version: "1.0.0",
      dependencies: { a: "1" },
      devDependencies: { b: "1" },
      peerDependenciesMeta: { c: { optional: true } },
      engines: { node: ">=20" },
      libc: ["glibc"],
      funding: "https://example.com",
      hasInstallScript: true,
      _hasShrinkwrap: true,
      dist: full.dist,
      deprecated: "old",
    });
  });
});
