import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, it } from "vitest";

const ROOT = path.join(import.meta.dirname, "../..");

/** What Biome guards instead of a rule of ours, each broken once as if in that file. */
const GUARDED: [rule: string, file: string, text: string][] = [
  ["suspicious/noConsole", "lib/members/queries.ts", 'console.log("here");\n'],
  ["suspicious/noConsole", "registry/app.ts", 'console.error("here");\n'],
  ["suspicious/noConsole", "components/team/list.tsx", 'console.log("here");\n'],
  ["suspicious/noExplicitAny", "lib/members/queries.ts", "export const one: any = 1;\n"],
  ["style/noNonNullAssertion", "app/page.tsx", "export const one = (text: string[]) => text[0]!;\n"],
  ["style/useImportType", "lib/members/rules.ts", 'import { Role } from "./types";\n\nexport type One = Role;\n'],
  ["correctness/noUnusedVariables", "lib/members/rules.ts", "function one() {\n  return 1;\n}\n"],
];

function lint(file: string, text: string): string {
  const biome = path.join(ROOT, "node_modules/.bin/biome");
  const args = ["lint", "--colors=off", `--stdin-file-path=${file}`];
  const { stdout, stderr } = spawnSync(biome, args, { cwd: ROOT, input: text, encoding: "utf8" });
  return stdout + stderr;
}

it.each(GUARDED)("Biome reports %s in %s", (rule, file, text) => {
  expect(lint(file, text)).toContain(`lint/${rule}`);
});

it("Biome says nothing of what is right, and lets commands print", () => {
  expect(lint("lib/members/rules.ts", "export const one = 1;\n")).not.toContain("lint/");
  expect(lint("scripts/demo.mjs", 'console.log("Ready");\n')).not.toContain("lint/");
});
