import { describe, expect, it } from "vitest";
import { normalizePackage } from "@/lib/packages/npm/normalize-package";

const tidy = (manifest: object, files: readonly string[] = [], readme = "") =>
  normalizePackage({ ...manifest }, { name: "@s/p", files, readme });

describe("commands", () => {
  it.each([
    [{ bin: "./cli.js" }, { p: "cli.js" }],
    [{ bin: { a: "lib\\a.js", "@s/b": "/b.js", "../../c": "../../c.js" } }, { a: "lib/a.js", b: "b.js", c: "c.js" }],
    [{ bin: ["bin/d.js"] }, { "d.js": "bin/d.js" }],
    [{ bin: { a: 1, "": "x", "..": "y", b: "" } }, undefined],
    [{ directories: { bin: "./bin" } }, { "hello.js": "bin/hello.js", deep: "bin/in/deep" }],
    [{ directories: { bin: "./bin" }, bin: { own: "x.js" } }, { own: "x.js" }],
    [{ directories: { bin: "." } }, undefined],
    [{ directories: { bin: 7 } }, undefined],
    [{ bin: false }, undefined],
  ])("of %j", (manifest, bin) => {
    const files = ["bin/hello.js", "bin/in/deep", "bin/.hidden", "bin/.in/x", "binary", "x.js"];
    expect(tidy(manifest, files).bin).toEqual(bin);
  });

  it("of a package that has thousands are refused", () => {
    const bin = (length: number) => Object.fromEntries(Array.from({ length }, (_, at) => [`c${at}`, "c.js"]));
    expect(() => tidy({ bin: bin(1_001) })).toThrow(expect.objectContaining({ code: "VALIDATION" }));
    expect(Object.keys(Object(tidy({ bin: bin(1_000) }).bin))).toHaveLength(1_000);
  });

  it("and manual pages, listed or in their folder", () => {
    expect(tidy({ man: "./man/p.1" }).man).toEqual(["man/p.1"]);
    expect(tidy({ directories: { man: "man" } }, ["man/p.1", "man/p.md"]).man).toEqual(["man/p.1"]);
    expect(tidy({ man: [7] })).not.toHaveProperty("man");
  });
});

describe("dependencies", () => {
  it("keep their texts, and include what is bundled", () => {
    expect(tidy({ dependencies: { b: "1", a: "2", x: 7 }, devDependencies: "none" })).toEqual({
      dependencies: { b: "1", a: "2" },
    });
    expect(tidy({ dependencies: { a: "1" }, bundledDependencies: ["a", "b", 1] })).toEqual({
      dependencies: { a: "1", b: "*" },
      bundleDependencies: ["a", "b"],
    });
    expect(tidy({ dependencies: { a: "1" }, bundleDependencies: true }).bundleDependencies).toEqual(["a"]);
    expect(tidy({ bundleDependencies: { a: "1" } }).bundleDependencies).toEqual(["a"]);
  });

  it.each([false, "a"])("drop bundleDependencies %j", (bundleDependencies) => {
    expect(tidy({ bundleDependencies })).not.toHaveProperty("bundleDependencies");
  });
});

describe("scripts", () => {
  it.each([
    [{}, { scripts: { install: "node-gyp rebuild" }, gypfile: true }],
    [{ scripts: { install: "x" } }, { scripts: { install: "x" } }],
    [{ scripts: { preinstall: "x" } }, { scripts: { preinstall: "x" } }],
    [{ gypfile: false }, { gypfile: false }],
    [{ scripts: { install: "./node_modules/.bin/make x", test: 7 } }, { scripts: { install: "make x" } }],
  ])("of a package with a .gyp file: %j", (manifest, expected) => {
    expect(tidy(manifest, ["binding.gyp"])).toEqual(expected);
  });
});

describe("words", () => {
  it.each([
    ["user/repo", "git+https://github.com/user/repo.git"],
    ["gitlab:user/repo", "git+https://gitlab.com/user/repo.git"],
    ["https://github.com/user/repo", "git+https://github.com/user/repo.git"],
    ["git@github.com:user/repo.git", "git+ssh://git@github.com/user/repo.git"],
  ])("the repository %s has an address, and pages of its own", (repository, url) => {
    const { repository: tidied, homepage, bugs } = tidy({ repository });
    expect(tidied).toEqual({ type: "git", url });
    expect(homepage).toMatch(/^https:\/\/git(hub|lab).com\/user\/repo#readme$/);
    expect(bugs).toMatchObject({ url: expect.stringMatching(/\/issues$/) });
  });

  it("other repositories stay as they are", () => {
    for (const url of ["https://git.example.com/x.git", "", "a b c", "x".repeat(100_000)]) {
      expect(tidy({ repository: { type: "git", url, directory: "d" } }).repository).toEqual({
        type: "git",
        url,
        directory: "d",
      });
    }
  });

  it("people, keywords and addresses have one form", () => {
    expect(
      tidy({
        author: "Ann <ann@example.com> (https://ann.example)",
        contributors: [{ name: "Bob" }, "Cat", null, 7],
        keywords: "a, b",
        homepage: "example.com",
        bugs: "bugs@example.com",
      }),
    ).toEqual({
      author: { name: "Ann", email: "ann@example.com", url: "https://ann.example" },
      contributors: [{ name: "Bob" }, { name: "Cat" }],
      keywords: ["a", "b"],
      homepage: "http://example.com",
      bugs: { email: "bugs@example.com" },
    });
  });

  it("a missing description is the readme's first paragraph", () => {
    const readme = "# Title\n\n## More\nOne line\nand another.\n\nThen more";
    expect(tidy({}, [], readme)).toEqual({ description: "One line and another." });
    expect(tidy({ description: "Own" }, [], readme)).toEqual({ description: "Own" });
    expect(tidy({ description: 7 }, [], "# Only a title")).toEqual({});
  });
});

it("keeps the order of keys, whose first match wins", () => {
  const exports = {
    ".": { types: "./t.d.ts", node: "./n.js", import: "./i.mjs", require: "./r.cjs", default: "./d.js" },
  };
  const typesVersions = { ">=4.2": { "*": ["new/*"] }, "*": { "*": ["old/*"] } };
  const manifest = { name: "@s/p", exports, typesVersions, bin: "cli.js", version: "1.0.0" };
  expect(JSON.stringify(tidy(manifest))).toBe(JSON.stringify({ ...manifest, bin: { p: "cli.js" } }));
});
