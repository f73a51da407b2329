import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";

const SECTIONS = import.meta.dirname;
const DASHBOARD = path.dirname(SECTIONS);
const SIDES = ["(you)", "orgs/[org]"];

/** Pages with one address and two meanings: the settings of a person and of an organization. */
const OF_ONE_SIDE_EACH = ["settings/page.tsx"];

/** The file names that Next serves. */
const SERVED = /(^|\/)(page|layout|template|loading|error|not-found|route)\.tsx?$/;

function servedFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => SERVED.test(file));
}

/** The exact text of a file that mounts this section's file. */
function mountOf(file: string): string {
  const source = readFileSync(path.join(SECTIONS, file), "utf8");
  const { staticExports } = parseSync(file, source).module;
  const names = staticExports
    .flatMap(({ entries }) => entries.filter(({ isType }) => !isType))
    .map(({ exportName }) => exportName.name ?? "default")
    .sort();
  const directive = source.startsWith('"use client"') ? '"use client";\n\n' : "";
  const module = `@/app/(dashboard)/_sections/${file.replace(/\.tsx?$/, "")}`;
  return `${directive}export { ${names.join(", ")} } from "${module}";\n`;
}

describe.each(SIDES)("sections below %s", (side) => {
  it.each(servedFiles(SECTIONS))("mounts %s and adds nothing", (file) => {
    const mount = path.join(DASHBOARD, side, file);
    expect(existsSync(mount) ? readFileSync(mount, "utf8") : "no such file").toBe(mountOf(file));
  });
});

it("both sides share only sections", () => {
  const [person = [], organization = []] = SIDES.map((side) => servedFiles(path.join(DASHBOARD, side)));
  const both = person.filter((file) => organization.includes(file));
  expect(both.sort()).toEqual([...servedFiles(SECTIONS), ...OF_ONE_SIDE_EACH].sort());
});
