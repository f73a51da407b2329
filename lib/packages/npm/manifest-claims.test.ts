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

describe("assertManifestMatchesTarball", () => {
  const packed = {
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
  ])("accepts what clients tidy (%#)", (sent) => {
    expect(() => assertManifestMatchesTarball(sent, packed)).not.toThrow();
  });

  it("accepts an optional dependency that the file lists twice and the client once", () => {
    const twice = { ...packed, dependencies: { ...packed.dependencies, opt: "2" } };
    expect(() => assertManifestMatchesTarball(packed, twice)).not.toThrow();
    expect(() => assertManifestMatchesTarball({}, { dependencies: [], scripts: null })).not.toThrow();
  });

  it.each([
    [{ ...packed, dependencies: { ...packed.dependencies, evil: "1" } }, /lists evil in dependencies/],
    [{ ...packed, dependencies: { a: "^1.0.0" } }, /tarball lists git in dependencies/],
    [{ ...packed, dependencies: { a: "^2.0.0", git: "user/repo" } }, /asks for a \^2.0.0/],
    [{ ...packed, dependencies: { a: "^1.0.0", git: "eve/repo" } }, /asks for git eve\/repo/],
    [{ ...packed, optionalDependencies: {} }, /lists opt in optionalDependencies/],
    [{ ...packed, peerDependencies: { peer: "1" } }, /asks for peer 1/],
    [{ ...packed, scripts: {} }, /postinstall script/],
    [{ ...packed, scripts: { postinstall: "node y" } }, /postinstall script/],
    [{ ...packed, scripts: { ...packed.scripts, preinstall: "evil" } }, /preinstall script/],
  ])("refuses a manifest that lies (%#)", (sent, message) => {
    expect(() => assertManifestMatchesTarball(sent, packed)).toThrow(invalid(message));
  });
});
