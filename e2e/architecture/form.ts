import { at, isCode, isTest, type Rule, roomOf } from "./rule";
import { moduleName } from "./source";

const MOST_LINES = 300;
const MOST_README_LINES = 60;
const MOST_COMMENT_LINES = 3;

function linesOf(text: string): number {
  return text.replace(/\n$/, "").split("\n").length;
}

const longText = "export const one = 1;\n".repeat(MOST_LINES + 1);

export const sizes: Rule = {
  name: `files have ${MOST_LINES} lines at most, a README of lib ${MOST_README_LINES}`,
  check: (files) =>
    files.flatMap((file) => {
      const lines = linesOf(file.text);
      const readme = /^lib\/.*README\.md$/.test(file.path);
      const most = readme ? MOST_README_LINES : MOST_LINES;
      const counts = readme || isCode(file.path) || /\.(css|prisma)$/.test(file.path);
      return counts && lines > most ? [at(file, lines, `has ${lines} lines`)] : [];
    }),
  wrong: [
    { "lib/people/members/queries.ts": longText },
    { "e2e/journeys/invite.e2e.ts": longText },
    { "lib/people/members/README.md": "text\n".repeat(MOST_README_LINES + 1) },
  ],
  right: { "lib/people/members/queries.ts": "export const one = 1;\n".repeat(MOST_LINES) },
};

/** Files that may cast: they make a branded type, or know what the type system cannot express. */
const CASTS: Record<string, string> = {
  "lib/access/context": "mints the contexts",
};

export const types: Rule = {
  name: "no any, no non-null assertion, and a cast only in brand constructors",
  check: (files) =>
    files.flatMap((file) => {
      const found: string[] = [];
      file.visit((lineOf) => ({
        TSAnyKeyword(node) {
          found.push(at(file, lineOf(node), "uses any"));
        },
        TSNonNullExpression(node) {
          found.push(at(file, lineOf(node), "asserts that there is a value"));
        },
        TSTypeAssertion(node) {
          found.push(at(file, lineOf(node), "casts"));
        },
        TSAsExpression(node) {
          const { typeAnnotation, expression } = node;
          const isConst =
            typeAnnotation.type === "TSTypeReference" &&
            typeAnnotation.typeName.type === "Identifier" &&
            typeAnnotation.typeName.name === "const";
          // The only type for values that a process keeps across reloads of a module.
          const isGlobal = expression.type === "Identifier" && expression.name === "globalThis";
          if (!isConst && !isGlobal && !(moduleName(file.path) in CASTS)) found.push(at(file, lineOf(node), "casts"));
        },
      }));
      for (const { text, line } of file.comments) {
        if (/@ts-(ignore|expect-error|nocheck)|(biome|eslint|oxlint)-(ignore|disable)/.test(text)) {
          found.push(at(file, line, "silences a check"));
        }
      }
      return found;
    }),
  wrong: [
    { "lib/a/rules.ts": "export const a = (x: any) => x;" },
    { "lib/a/rules.ts": "export const a = (x: string[]) => x[0]!;" },
    { "lib/a/rules.ts": "export const a = (x: unknown) => x as string;" },
    { "components/a.tsx": "export const a = (x: unknown) => x as unknown as string;" },
    { "lib/a/rules.test.ts": "// @ts-expect-error it is wrong\nexport const a: string = 1;" },
    { "lib/a/rules.ts": "// biome-ignore lint: for now\nexport const a = 1;" },
  ],
  right: { "lib/a/rules.ts": "export const a = [1] as const;\nexport const b = { a } satisfies object;" },
};

const UNDONE = /\b(TODO|FIXME|XXX|HACK)\b/;

export const comments: Rule = {
  name: `comments have ${MOST_COMMENT_LINES} lines at most and no promises`,
  check: (files) =>
    files.flatMap((file) => {
      const found: string[] = [];
      let run = 0;
      let last = -1;
      for (const { text, line } of file.comments) {
        // JavaScript needs comments for types; those do not count as text.
        const words = text.replace(/@(param|returns?|type|typedef|template|import|satisfies)\b[\s\S]*/, "");
        const content = words.split("\n").filter((part) => part.replace(/^[\s*]+/, "").trim() !== "");
        // Adjacent one-line comments count as one comment.
        run = line === last + 1 && content.length === 1 ? run + 1 : content.length;
        last = line + text.split("\n").length - 1;
        if (run > MOST_COMMENT_LINES) found.push(at(file, line, `has a comment of ${run} lines`));
        if (UNDONE.test(text)) found.push(at(file, line, "promises something"));
      }
      return found;
    }),
  wrong: [
    { "lib/a/rules.ts": "/**\n * One\n * two\n * three\n * four\n */\nexport const a = 1;" },
    { "lib/a/rules.ts": "// One\n// two\n// three\n// four\nexport const a = 1;" },
    { "lib/a/rules.ts": "// TODO later\nexport const a = 1;" },
  ],
  right: {
    "lib/a/rules.ts": "/**\n * One\n * two\n * three\n */\nexport const a = 1;\n// One\n\n// Two\nexport const b = 2;",
  },
};

export const serverDirectives: Rule = {
  name: "server actions live in actions.ts, and every actions.ts is one",
  check: (files) =>
    files.flatMap((file) => {
      const isActions = /^lib\/([a-z-]+\/)+actions\.ts$/.test(file.path);
      const found = isActions && file.directive !== "use server" ? [at(file, 1, 'lacks "use server"')] : [];
      if (!isActions && isCode(file.path)) {
        const top = roomOf(file.path);
        if (!["app", "components", "lib", "registry"].includes(top) || isTest(file.path)) return found;
        file.visit((lineOf) => ({
          ExpressionStatement(node) {
            if (node.expression.type === "Literal" && node.expression.value === "use server") {
              found.push(at(file, lineOf(node), "opens a server action outside actions.ts"));
            }
          },
        }));
      }
      return found;
    }),
  wrong: [
    { "lib/people/members/actions.ts": "export const a = 1;" },
    { "lib/people/members/remove-member.ts": '"use server";\nexport async function a() {}' },
    { "app/page.tsx": 'export async function a() { "use server"; }' },
  ],
  right: { "lib/people/members/actions.ts": '"use server";\nexport const a = 1;' },
};

export const sleeps: Rule = {
  name: "tests do not sleep",
  check: (files) =>
    files.flatMap((file) => {
      if (!isTest(file.path) || file.path.startsWith("e2e/architecture/")) return [];
      const found = file.imports
        .filter(({ request }) => /^(node:)?timers\/promises$/.test(request))
        .map(({ line }) => at(file, line, "sleeps"));
      for (const [index, line] of file.text.split("\n").entries()) {
        if (/\bwaitForTimeout\(|\bsleep\(/.test(line)) found.push(at(file, index + 1, "sleeps"));
      }
      return found;
    }),
  wrong: [
    { "lib/a/rules.test.ts": 'import { setTimeout } from "node:timers/promises";' },
    { "e2e/journeys/a.e2e.ts": "await page.waitForTimeout(100);" },
  ],
  right: { "scripts/processes.mjs": 'import { setTimeout } from "node:timers/promises";' },
};
