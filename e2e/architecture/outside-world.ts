import { at, isProduct, isTest, type Rule, roomOf } from "./rule";
import { moduleName } from "./source";

/** Rooms that read the environment before the product's settings exist, or to start it. */
const STARTS_THE_PRODUCT = ["scripts", "bench", "sandbox"];

export const settings: Rule = {
  name: "only lib/env reads the environment",
  check: (files) =>
    files.flatMap((file) => {
      const free =
        file.path === "lib/env.ts" ||
        // Next replaces the runtime's name there, and drops code for the other runtime.
        file.path === "instrumentation.ts" ||
        isTest(file.path) ||
        STARTS_THE_PRODUCT.includes(roomOf(file.path)) ||
        /^[a-z]+\.config\.(ts|mjs)$/.test(file.path);
      if (free) return [];
      const found = file.imports
        .filter(({ target, names }) => /^(node:)?process$/.test(target) && names.includes("env"))
        .map(({ line }) => at(file, line, "reads the environment"));
      file.visit((lineOf) => ({
        MemberExpression(node) {
          const { object, property } = node;
          const name = property.type === "Identifier" || property.type === "PrivateIdentifier" ? property.name : "";
          const key = property.type === "Literal" ? property.value : name;
          const ofImport = object.type === "MetaProperty";
          if (key !== "env" || (!ofImport && !(object.type === "Identifier" && object.name === "process"))) return;
          found.push(at(file, lineOf(node), "reads the environment"));
        },
        VariableDeclarator(node) {
          const { id, init } = node;
          if (init?.type !== "Identifier" || init.name !== "process" || id.type !== "ObjectPattern") return;
          found.push(at(file, lineOf(node), "takes process apart"));
        },
      }));
      return found;
    }),
  wrong: [
    { "lib/people/members/queries.ts": "export const url = process.env.DATABASE_URL;" },
    { "components/team/list.tsx": 'export const url = process["env"].URL;' },
    { "registry/app.ts": 'import { env } from "node:process";' },
    { "app/page.tsx": "const { env } = process;" },
    { "ops/main.ts": "export const mode = import.meta.env.MODE;" },
  ],
  right: {
    "lib/env.ts": "export const env = process.env;",
    "lib/worker/jobs/worker.ts": 'import { env } from "@/lib/env";\nprocess.exitCode = env().REGISTRY_PORT;',
    "next.config.mjs": "export default { on: process.env.X };",
  },
};

export const clock: Rule = {
  name: "only lib/clock reads the time",
  check: (files) =>
    files.flatMap((file) => {
      if (!isProduct(file.path) || moduleName(file.path) === "lib/clock") return [];
      const found: string[] = [];
      file.visit((lineOf) => ({
        CallExpression({ callee, ...node }) {
          const called = callee.type === "Identifier" && callee.name === "Date";
          const asked =
            callee.type === "MemberExpression" &&
            callee.object.type === "Identifier" &&
            callee.object.name === "Date" &&
            callee.property.type === "Identifier" &&
            callee.property.name === "now";
          if (called || asked) found.push(at(file, lineOf(node), "asks the machine for the time"));
        },
        NewExpression({ callee, arguments: given, ...node }) {
          if (callee.type === "Identifier" && callee.name === "Date" && given.length === 0) {
            found.push(at(file, lineOf(node), "asks the machine for the time"));
          }
        },
      }));
      return found;
    }),
  wrong: [
    { "lib/people/members/rules.ts": "export const at = () => new Date();" },
    { "components/team/list.tsx": "export const at = () => Date.now();" },
    { "prisma/seed/main.ts": "export const at = Date();" },
  ],
  right: {
    "lib/clock.ts": "export const now = () => new Date();",
    "lib/people/members/rules.ts": "export const at = (ms: number) => new Date(ms);",
    "lib/people/members/rules.test.ts": "export const at = new Date();",
  },
};
