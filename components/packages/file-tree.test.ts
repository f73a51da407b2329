import { describe, expect, it } from "vitest";
import { entriesOf, foldersAbove, holdsPath } from "@/components/packages/file-tree";

const files = [
  { path: "README.md", size: 10 },
  { path: "lib/a.js", size: 1 },
  { path: "lib/b/c.js", size: 2 },
  { path: "lib/b/d.js", size: 4 },
  { path: "library.js", size: 8 },
];

describe("the tree of files", () => {
  it("lists a folder, with what lies below counted", () => {
    expect(entriesOf(files, "")?.map(({ kind, path, size }) => [kind, path, size])).toEqual([
      ["folder", "lib", 7],
      ["file", "README.md", 10],
      ["file", "library.js", 8],
    ]);
    expect(entriesOf(files, "lib")).toEqual([
      { kind: "folder", name: "b", path: "lib/b", files: 2, size: 6 },
      { kind: "file", name: "a.js", path: "lib/a.js", size: 1 },
    ]);
  });

  it("knows no folder that is not there, nor a file as one", () => {
    expect(entriesOf(files, "li")).toBeNull();
    expect(entriesOf(files, "README.md")).toBeNull();
    expect(["lib", "lib/b", "lib/b/c.js", "README.md"].filter((path) => holdsPath(files, path))).toHaveLength(4);
    expect(["li", "lib/", "c.js", "README.md/x"].filter((path) => holdsPath(files, path))).toEqual([]);
  });

  it("names the folders above a file", () => {
    expect(foldersAbove("lib/b/c.js")).toEqual(["lib", "lib/b"]);
    expect(foldersAbove("README.md")).toEqual([]);
  });
});
