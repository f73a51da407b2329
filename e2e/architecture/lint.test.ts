import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const ROOT = path.join(import.meta.dirname, "../..");

/** Biome's guards that replace rules of ours, each broken once in a room where it applies. */
const BROKEN: [rule: string, file: string, text: string][] = [
  ["suspicious/noConsole", "lib/people/members/queries.ts", 'console.log("here");\n'],
  ["suspicious/noConsole", "registry/app.ts", 'console.error("here");\n'],
  ["suspicious/noConsole", "components/people/list.tsx", 'console.log("here");\n'],
  ["suspicious/noExplicitAny", "lib/people/members/find.ts", "export const one: any = 1;\n"],
  ["style/noNonNullAssertion", "app/page.tsx", "export const one = (text: string[]) => text[0]!;\n"],
  [
    "style/useImportType",
    "lib/people/members/rules.ts",
    'import { Role } from "./types";\n\nexport type One = Role;\n',
  ],
  ["suspicious/noImportCycles", "lib/one.ts", 'import { two } from "./two";\n\nexport const one = () => two;\n'],
  ["suspicious/noImportCycles", "lib/two.ts", 'import { one } from "./one";\n\nexport const two = () => one;\n'],
  [
    "security/noDangerouslySetInnerHtml",
    "components/people/raw.tsx",
    'export const Raw = () => <p dangerouslySetInnerHTML={{ __html: "a" }} />;\n',
  ],
  ["correctness/noUnusedVariables", "lib/people/members/unused.ts", "function one() {\n  return 1;\n}\n"],
];

const FREE: [file: string, text: string][] = [
  ["scripts/demo.mjs", 'console.log("Ready");\n'],
  ["ops/main.ts", 'console.log("Done");\n'],
  ["lib/people/members/types.ts", "export type Role = string;\n"],
];

const place = mkdtempSync(path.join(tmpdir(), "packhouse-lint-"));
let report = "";

beforeAll(() => {
  for (const name of ["biome.json", ".gitignore", "package.json"])
    copyFileSync(path.join(ROOT, name), path.join(place, name));
  for (const [file, text] of [...BROKEN.map(([, file, text]) => [file, text] as const), ...FREE]) {
    mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
    writeFileSync(path.join(place, file), text);
  }
  const biome = path.join(ROOT, "node_modules/.bin/biome");
  const { stdout, stderr } = spawnSync(biome, ["lint", "--reporter=github"], { cwd: place, encoding: "utf8" });
  report = stdout + stderr;
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

it.each(BROKEN)("Biome refuses %s in %s", (rule, file) => {
  const lines = report.split("\n").filter((line) => line.startsWith("::error") && line.includes(file));
  expect(lines.join("\n")).toContain(`lint/${rule}`);
});

it.each(FREE)("Biome says nothing of %s", (file) => {
  expect(report).toContain("::error");
  expect(report).not.toContain(file);
});
