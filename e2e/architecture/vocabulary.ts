import { at, isCode, isProduct, isTest, type Rule, roomOf } from "./rule";
import type { SourceFile } from "./source";
import { baseName, fixedName, isImpure, purity, touchesDatabase, writeLines } from "./traits";

/** The source files of lib, without tests. */
function sourceOfLib(files: readonly SourceFile[]): SourceFile[] {
  return files.filter(({ path }) => roomOf(path) === "lib" && isCode(path) && !isTest(path));
}

const PURE_NAMES = ["schema", "rules", "types"];

export const pureNames: Rule = {
  name: "schema, rules and types are pure modules",
  check: (files) => {
    const isPure = purity(files, "node");
    return sourceOfLib(files)
      .filter(({ path }) => PURE_NAMES.includes(fixedName(path) ?? ""))
      .flatMap((file) =>
        file.imports
          .filter((one) => !one.typeOnly && (one.own ? !isPure(one.target) : isImpure(one, "node")))
          .map(({ line, request }) => at(file, line, `imports ${request}`)),
      );
  },
  wrong: [
    { "lib/people/members/rules.ts": 'import "server-only";' },
    {
      "lib/people/members/schema.ts": 'import { limit } from "./limit";',
      "lib/people/members/limit.ts": 'import { env } from "@/lib/env";\nexport const limit = env();',
      "lib/env.ts": 'import "server-only";',
    },
  ],
  right: {
    "lib/people/members/rules.ts": 'import { z } from "zod";\nimport type { Tx } from "@/lib/db";',
    "lib/people/members/queries.ts": 'import "server-only";',
  },
};

/** Names that a library demands. */
const NAMED_BY_OTHERS: Readonly<Record<string, string>> = {
  "lib/identity/sign-in/adapter.ts": "next-auth calls it an adapter",
};

function exportedNames(file: SourceFile): string[] {
  const found: string[] = [];
  file.visit(() => ({
    ExportNamedDeclaration({ declaration }) {
      if (declaration?.type === "FunctionDeclaration" && declaration.id) found.push(declaration.id.name);
      if (declaration?.type !== "VariableDeclaration") return;
      for (const { id } of declaration.declarations) if (id.type === "Identifier") found.push(id.name);
    },
  }));
  return found;
}

export const writers: Rule = {
  name: "a writing file of lib is named verb-noun, and queries only read",
  check: (files) =>
    sourceOfLib(files).flatMap((file) => {
      const [line] = writeLines(file);
      if (line === undefined || file.path in NAMED_BY_OTHERS) return [];
      if (fixedName(file.path) !== null) return [at(file, line, "writes to the database")];
      const [verb = "", ...nouns] = baseName(file.path).split("-");
      const form = new RegExp(nouns.length > 0 ? `^${verb}([A-Z]|$)` : `^${verb}$`);
      return exportedNames(file).some((name) => form.test(name))
        ? []
        : [at(file, line, `writes, and exports no function that begins with “${verb}”`)];
    }),
  wrong: [
    { "lib/people/members/queries.ts": "export const f = (tx: Tx) => tx.membership.delete({ where: {} });" },
    { "lib/people/members/member-store.ts": "export const save = (tx: Tx) => tx.membership.create({ data: {} });" },
    { "lib/people/members/remove-member.ts": "export const drop = (tx: Tx) => tx.membership.delete({ where: {} });" },
    { "lib/people/members/remove.ts": "export const removeMember = (tx: Tx) => tx.membership.delete({ where: {} });" },
  ],
  right: {
    "lib/people/members/remove-member.ts":
      "export async function removeMembers(tx: Tx) { await tx.membership.deleteMany({ where: {} }); }",
    "lib/people/members/member-guards.ts": "export const f = (tx: Tx) => tx.membership.findMany({ where: {} });",
  },
};

export const guarded: Rule = {
  name: "a file of lib that touches the database begins with server-only",
  check: (files) =>
    sourceOfLib(files).flatMap((file) => {
      if (!touchesDatabase(file) || file.directive === "use server") return [];
      const [first] = file.imports;
      return first?.request === "server-only" ? [] : [at(file, 1, 'does not begin with import "server-only"')];
    }),
  wrong: [
    { "lib/people/members/queries.ts": 'import { db } from "@/lib/db";' },
    { "lib/people/members/queries.ts": 'import { db } from "@/lib/db";\nimport "server-only";' },
  ],
  right: {
    "lib/people/members/queries.ts": 'import "server-only";\nimport { db } from "@/lib/db";',
    "lib/people/members/types.ts": 'import type { Tx } from "@/lib/db";',
  },
};

export const readmes: Rule = {
  name: "lib holds only code and README.md, and every room has a README.md",
  check: (files) => {
    const inside = files.filter(({ path }) => roomOf(path) === "lib");
    const has = new Set(inside.map(({ path }) => path));
    const folders = new Set(inside.filter(({ path }) => isCode(path)).map(({ path }) => path.replace(/\/[^/]+$/, "")));
    folders.delete("lib");
    return [
      ...[...folders].filter((folder) => !has.has(`${folder}/README.md`)).map((folder) => `${folder} has no README.md`),
      ...inside
        .filter(({ path }) => !isCode(path) && !path.endsWith("/README.md"))
        .map((file) => at(file, 1, "is neither code nor a README.md")),
    ];
  },
  wrong: [{ "lib/people/members/queries.ts": "", "lib/audit/README.md": "Audit" }, { "lib/access/data.json": "{}" }],
  right: { "lib/people/members/queries.ts": "", "lib/people/members/README.md": "Members", "lib/db.ts": "" },
};

const VAGUE = /(^|\/|-)(utils?|helpers?|misc|commons?|shared|index)(\.|\/|$)/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;

/** A page that two route trees share stands in one of them by a line: Next asks for a file at each address. */
function isMount({ path, imports }: SourceFile): boolean {
  return /^app\//.test(path) && imports.every(({ target }) => /^app\/.*\/_sections\//.test(target));
}

export const names: Rule = {
  name: "files are named in kebab-case after one idea, and none is a barrel",
  check: (files) =>
    files.flatMap((file) => {
      if (!isCode(file.path)) return [];
      const base = file.path.split("/").at(-1) ?? "";
      return [
        ...(KEBAB.test(base) ? [] : [at(file, 1, "is not kebab-case")]),
        ...(VAGUE.test(file.path) ? [at(file, 1, "has a name that says nothing about its content")] : []),
        ...(isProduct(file.path) && !isMount(file) ? file.reexportLines : []).map((line) =>
          at(file, line, "exports what belongs to another module"),
        ),
      ];
    }),
  wrong: [
    { "components/people/MemberList.tsx": "export const one = 1;" },
    { "lib/people/members/utils.ts": "export const one = 1;" },
    { "components/common/card.tsx": "export const one = 1;" },
    { "components/people/index.ts": "export const one = 1;" },
    { "lib/people/members/types.ts": 'export type { Role } from "@/lib/access/types";' },
    { "lib/people/members/rules.ts": 'export * from "./types";' },
    { "app/(dashboard)/page.tsx": 'export { default } from "@/components/overview/page";' },
  ],
  right: {
    "components/people/member-list.test.tsx": "export const one = 1;",
    "components/ui/button.tsx": "",
    "app/(dashboard)/(you)/usage/page.tsx": 'export { default } from "@/app/(dashboard)/_sections/usage/page";',
  },
};
