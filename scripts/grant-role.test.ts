import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { rightsOn } from "./grant-role";

const LIB = path.resolve(import.meta.dirname, "..", "lib");

/** The tables whose rows a file of the product deletes. */
function deletedIn(text: string): string[] {
  const calls = text.matchAll(/\b(?:tx|db\(\))\s*\.(\w+)\s*\.delete(?:Many)?\(/g);
  const statements = text.matchAll(/DELETE FROM "(\w+)"/g);
  return [
    ...[...calls].map(([, model = ""]) => model.charAt(0).toUpperCase() + model.slice(1)),
    ...[...statements].map(([, table = ""]) => table),
  ];
}

it("grants the right to delete where the product deletes", () => {
  const files = readdirSync(LIB, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|fixture|test-support)\.tsx?$/.test(entry.name),
  );
  const deleted = new Set(
    files.flatMap((file) => deletedIn(readFileSync(path.join(file.parentPath, file.name), "utf8"))),
  );
  expect(deleted.size).toBeGreaterThan(5);
  expect([...deleted].filter((table) => !rightsOn(table).includes("DELETE"))).toEqual([]);
  expect(rightsOn("PackageVersion")).toBe("SELECT, INSERT, UPDATE");
});
