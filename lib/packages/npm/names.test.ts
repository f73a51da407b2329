import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import {
  assertDistTag,
  assertNewPackageName,
  assertPackageName,
  assertVersion,
  splitName,
  tarballFileName,
  tarballUrl,
  versionOfTarball,
} from "@/lib/packages/npm/names";

const refused = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? error.code : "not an AppError";
  }
  return "accepted";
};

describe("package names", () => {
  it.each(["express", "@acme/ui", "JSONStream", "http", "a", "@a/b.c_d-e"])("reads %s as an existing name", (name) => {
    expect(assertPackageName(name)).toBe(name);
  });

  it.each([
    "",
    ".a",
    "_a",
    "-a",
    "@/a",
    "@a/",
    "@a/.b",
    "a/b",
    "@a/b/c",
    " a",
    "a b",
    "node_modules",
    "favicon.ico",
    "__proto__",
    "a%2fb",
    "a".repeat(215),
  ])("refuses %j", (name) => {
    expect(refused(() => assertPackageName(name))).toBe("VALIDATION");
  });

  it.each(["JSONStream", "http", "a!", "@Acme/ui"])("refuses %s for a new package", (name) => {
    expect(refused(() => assertNewPackageName(name))).toBe("VALIDATION");
    expect(refused(() => assertPackageName(name))).toBe("accepted");
  });

  it("splits scope and base", () => {
    expect(splitName("@acme/ui")).toEqual({ scope: "acme", base: "ui" });
    expect(splitName("express")).toEqual({ scope: null, base: "express" });
  });
});

describe("tarball names", () => {
  it("uses the unscoped name", () => {
    expect(tarballFileName("@acme/ui", "1.0.0-beta.1")).toBe("ui-1.0.0-beta.1.tgz");
    expect(tarballUrl("http://localhost:4873/", "@acme/ui", "1.0.0")).toBe(
      "http://localhost:4873/@acme/ui/-/ui-1.0.0.tgz",
    );
  });

  it("gives every version back from its file name", () => {
    const part = fc.nat(500);
    fc.assert(
      fc.property(
        fc.tuple(part, part, part, fc.constantFrom("", "-beta.1", "-rc-2.x")),
        fc.constantFrom("ui", "@a/ui", "a-1.0.0", "@a/b-1"),
        ([a, b, c, pre], name) => {
          const version = `${a}.${b}.${c}${pre}`;
          expect(versionOfTarball(name, tarballFileName(name, version))).toBe(version);
        },
      ),
    );
  });

  it.each(["ui-1.0.0.zip", "other-1.0.0.tgz", "ui-.tgz", "ui-1.tgz", "@acme/ui-1.0.0.tgz", "ui-1.0.0.tgz.tgz"])(
    "knows no version for %s",
    (file) => {
      expect(versionOfTarball("@acme/ui", file)).toBeNull();
    },
  );
});

describe("versions and tags", () => {
  it.each(["1.0.0", "0.0.1-alpha", "10.20.30-rc.1"])("accepts %s", (version) => {
    expect(assertVersion(version)).toBe(version);
  });

  it.each([
    "",
    "1",
    "1.0",
    "v1.0.0",
    "=1.0.0",
    " 1.0.0",
    "1.0.0+build",
    "01.0.0",
    "latest",
    `1.0.0-${"a".repeat(300)}`,
  ])("refuses the version %j", (version) => {
    expect(refused(() => assertVersion(version))).toBe("VALIDATION");
  });

  it.each(["latest", "next", "beta", "canary-1", "release_2", "lts.old"])("accepts the tag %s", (tag) => {
    expect(assertDistTag(tag)).toBe(tag);
  });

  it.each([
    "",
    "1.0.0",
    "v1",
    "1.x",
    "x",
    "*",
    "^1.0.0",
    ">=2",
    "a b",
    "a/b",
    "file.tgz",
    "__proto__",
    "a".repeat(129),
  ])("refuses the tag %j", (tag) => {
    expect(refused(() => assertDistTag(tag))).toBe("VALIDATION");
  });
});
