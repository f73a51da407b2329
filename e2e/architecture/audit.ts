import { AUDIT_ACTION_NAMES } from "@/lib/audit/catalogue";
import { at, isTest, type Rule, roomOf } from "./rule";
import type { SourceFile } from "./source";
import { writeLines } from "./traits";

/** The names of events that lib records: the values of `action:` in an audit entry. */
function recordedActions(files: readonly SourceFile[]): Set<string> {
  const found = new Set<string>();
  const names: readonly string[] = AUDIT_ACTION_NAMES;
  for (const file of files) {
    if (roomOf(file.path) !== "lib" || isTest(file.path) || /\/(actions|loaders)\.ts$/.test(file.path)) continue;
    file.visit(() => ({
      Property({ key, value }) {
        if (key.type !== "Identifier" || key.name !== "action") return;
        const values = value.type === "ConditionalExpression" ? [value.consequent, value.alternate] : [value];
        for (const one of values) {
          if (one.type === "Literal" && typeof one.value === "string" && names.includes(one.value))
            found.add(one.value);
        }
      },
    }));
  }
  return found;
}

export const auditCatalogue: Rule = {
  name: "every event of the audit catalogue is recorded by a write",
  check: (files) => {
    const recorded = recordedActions(files);
    return AUDIT_ACTION_NAMES.filter((name) => !recorded.has(name)).map((name) => `nothing records ${name}`);
  },
  wrong: [
    { "lib/people/members/remove-member.ts": 'await record(tx, ctx, { action: "member.removed", targets: [] });' },
    {
      "lib/people/members/actions.ts": `"use server";\n${AUDIT_ACTION_NAMES.map((name) => `f({ action: "${name}" });`).join("\n")}`,
    },
  ],
  right: {
    "lib/people/members/remove-member.ts": AUDIT_ACTION_NAMES.map(
      (name) => `await record(tx, ctx, { action: yes ? "${name}" : "other" });`,
    ).join("\n"),
  },
};

/** A write outside any account's events, or a step that its caller records, says so in its file. */
const SAYS_WHY = /^\s*Records nothing: \S/;

type Part = { name: string; exported: boolean; text: string; firstLine: number; lastLine: number };

/** The functions and values that a module declares at its top. */
function partsOf(file: SourceFile): Part[] {
  const parts: Part[] = [];
  file.visit((lineOf) => ({
    Program({ body }) {
      for (const statement of body) {
        const exported = statement.type === "ExportNamedDeclaration";
        const declaration = exported ? statement.declaration : statement;
        const { start, end } = statement;
        const text = file.text.slice(start, end);
        const place = { exported, text, firstLine: lineOf({ start }), lastLine: lineOf({ start: end }) };
        if (declaration?.type === "FunctionDeclaration" && declaration.id) {
          parts.push({ ...place, name: declaration.id.name });
        }
        if (declaration?.type !== "VariableDeclaration") continue;
        for (const { id } of declaration.declarations) {
          if (id.type === "Identifier") parts.push({ ...place, name: id.name });
        }
      }
    },
  }));
  return parts;
}

function mentions({ text }: Part, name: string): boolean {
  return new RegExp(`(?<![.\\w])${name}\\b`).test(text);
}

/** A part with all parts of the module that it uses, over any number of steps. */
function reachOf(part: Part, parts: readonly Part[]): Set<Part> {
  const reached = new Set([part]);
  for (const one of reached) {
    for (const other of parts) if (other.name !== one.name && mentions(one, other.name)) reached.add(other);
  }
  return reached;
}

/** The lines of writes that an exported function does without recording anything. */
function unrecorded(file: SourceFile, lines: readonly number[]): number[] {
  const parts = partsOf(file);
  const isOutside = (line: number) => !parts.some((part) => part.firstLine <= line && line <= part.lastLine);
  const silent = parts
    .filter(({ exported }) => exported)
    .map((part) => [...reachOf(part, parts)])
    .filter((reached) => !reached.some((part) => mentions(part, "record")))
    .flatMap((reached) =>
      lines.filter((line) => reached.some((part) => part.firstLine <= line && line <= part.lastLine)),
    );
  return [...new Set([...lines.filter(isOutside), ...silent])];
}

export const recordedWrites: Rule = {
  name: "every exported function that writes to the database records its event",
  check: (files) =>
    files.flatMap((file) => {
      if (roomOf(file.path) !== "lib" || isTest(file.path) || file.path === "lib/audit/record.ts") return [];
      const lines = writeLines(file);
      const records = file.imports.some(
        ({ target, names }) => target === "lib/audit/record" && names.includes("record"),
      );
      const says = file.comments.some(({ text }) => SAYS_WHY.test(text));
      if (says && (records || lines.length === 0))
        return [at(file, 1, "says that it records nothing, but records an event or writes nothing")];
      if (says || lines.length === 0) return [];
      return (records ? unrecorded(file, lines) : lines).map((line) => at(file, line, "writes and records nothing"));
    }),
  wrong: [
    { "lib/people/members/remove-member.ts": "export const f = (tx: Tx) => tx.membership.delete({ where: {} });" },
    { "lib/people/members/remove-member.ts": "export const f = () => db().membership.updateMany({ data: {} });" },
    { "lib/people/members/remove-member.ts": "export const f = (tx: Tx) => tx.$executeRaw`DELETE FROM a`;" },
    { "lib/people/members/remove-member.ts": "// Records nothing: it writes nothing either.\nexport const one = 1;" },
    {
      "lib/people/members/remove-member.ts":
        'import { record } from "@/lib/audit/record";\nexport const f = (tx: Tx) => tx.membership.delete({ where: {} });\nexport const g = (tx: Tx) => record(tx);',
    },
    {
      "lib/people/members/remove-member.ts":
        'import { record } from "@/lib/audit/record";\nexport const f = (tx: Tx) => drop(tx);\nfunction drop(tx: Tx) { return tx.membership.delete({ where: {} }); }\nexport const g = (tx: Tx) => record(tx);',
    },
  ],
  right: {
    "lib/people/members/queries.ts": "export const f = () => db().membership.findMany({ where: {} });",
    "lib/people/members/touch-member.ts":
      "// Records nothing: a last use is no change.\nexport const f = (tx: Tx) => tx.membership.updateMany({ data: {} });",
    "lib/people/members/remove-member.ts":
      'import { record } from "@/lib/audit/record";\nexport async function f(tx: Tx) { await tx.membership.delete({ where: {} }); await told(tx); }\nconst told = (tx: Tx) => record(tx);',
  },
};
