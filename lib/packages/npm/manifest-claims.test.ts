import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { assertClaimedDigests, assertManifestMatchesTarball } from "@/lib/packages/npm/manifest-claims";

const invalid = (message: RegExp) =>
  expect.objectContaining({ code: "VALIDATION", payload: { message: expect.stringMatching(message) } });

describe("assertClaimedDigests", () => {
  const of = (text: string) => ({
    integrity: `sha512-${createHash("sha512").update(text).digest("base64")}`,
    sha1: createHash("sha1").update(text).digest("hex"),
  });
  const real = of("bytes");
  const other = of("other");

  it.each([
    undefined,
    {},
    { integrity: real.integrity, shasum: real.sha1 },
    { integrity: `sha1-x ${real.integrity}` },
    { shasum: real.sha1.toUpperCase() },
    { integrity: "sha1-old" },
  ])("accepts %j", (claimed) => {
    expect(() => assertClaimedDigests(claimed, real)).not.toThrow();
  });

  it.each([
    { integrity: other.integrity },
    { integrity: `${real.integrity} ${other.integrity}` },
    { integrity: real.integrity, shasum: other.sha1 },
  ])("refuses %j", (claimed) => {
    expect(() => assertClaimedDigests(claimed, real)).toThrow(invalid(/differs from the one in the manifest/));
  });
});

const FILES = ["cli.js", "evil.js", "bin/a.js"];

describe("assertManifestMatchesTarball", () => {
  const packed = {
    name: "@s/p",
    bin: { p: "cli.js", "a.js": "bin/a.js" },
    dependencies: { a: "^1.0.0", git: "user/repo" },
    optionalDependencies: { opt: "2" },
    peerDependencies: { peer: "*" },
    scripts: { postinstall: "node x", test: "vitest" },
  };

  it.each([
    packed,
    { ...packed, dependencies: { ...packed.dependencies, opt: "2" } },
    { ...packed, dependencies: { a: " ^1.0.0", git: "github:user/repo" } },
    { ...packed, devDependencies: { any: "1" }, scripts: { postinstall: "node x", test: "other" } },
    { ...packed, scripts: { ...packed.scripts, install: "node-gyp rebuild" } },
    { ...packed, bin: undefined },
    { ...packed, bin: "./cli.js" },
    { ...packed, bin: { p: "/cli.js", folder: "bin" } },
    { ...packed, bin: undefined, directories: { bin: "./bin" } },
  ])("accepts what clients tidy (%#)", (sent) => {
    expect(() => assertManifestMatchesTarball(sent, packed, FILES)).not.toThrow();
  });

  it("compares the addresses of a hundred repositories at most", () => {
    const all = (length: number, prefix: string) =>
      Object.fromEntries(Array.from({ length }, (_, at) => [`d${at}`, `${prefix}user/repo${at}`]));
    const compare = (length: number) => () =>
      assertManifestMatchesTarball(
        { name: "p", dependencies: all(length, "github:") },
        { name: "p", dependencies: all(length, "") },
        [],
      );
    expect(compare(100)).not.toThrow();
    expect(compare(101)).toThrow(invalid(/asks for d100/));
  });

  it("accepts what only some clients add: a bundled package, and the script that compiles", () => {
    const tidied = {
      ...packed,
      dependencies: { ...packed.dependencies, inside: "*" },
      bundleDependencies: ["inside"],
      scripts: { ...packed.scripts, install: "node-gyp rebuild" },
    };
    for (const sent of [packed, tidied]) {
      expect(() => assertManifestMatchesTarball(sent, tidied, FILES)).not.toThrow();
    }
  });

  it("accepts an optional dependency that the file lists twice and the client once", () => {
    const twice = { ...packed, dependencies: { ...packed.dependencies, opt: "2" } };
    expect(() => assertManifestMatchesTarball(packed, twice, FILES)).not.toThrow();
    expect(() => assertManifestMatchesTarball({}, { dependencies: [], scripts: null }, FILES)).not.toThrow();
  });

  it.each([
    [{ ...packed, dependencies: { ...packed.dependencies, evil: "1" } }, /lists evil in dependencies/],
    [{ ...packed, dependencies: { a: "^1.0.0" } }, /tarball lists git in dependencies/],
    [{ ...packed, dependencies: { a: "^2.0.0", git: "user/repo" } }, /asks for a \^2.0.0/],
    [{ ...packed, dependencies: { a: "^1.0.0", git: "eve/repo" } }, /asks for git eve\/repo/],
    [{ ...packed, optionalDependencies: {} }, /lists opt in optionalDependencies/],
    [{ ...packed, peerDependencies: { peer: "1" } }, /asks for peer 1/],
    [{ ...packed, scripts: {} }, /postinstall script/],
    [{ ...packed, bin: { "git-evil": "./evil.js" } }, /command git-evil run evil.js/],
    [{ ...packed, bin: "evil.js" }, /command p run evil.js/],
    [{ ...packed, scripts: { postinstall: "node y" } }, /postinstall script/],
    [{ ...packed, scripts: { ...packed.scripts, preinstall: "evil" } }, /preinstall script/],
  ])("refuses a manifest that lies (%#)", (sent, message) => {
    expect(() => assertManifestMatchesTarball(sent, packed, FILES)).toThrow(invalid(message));
  });
});
