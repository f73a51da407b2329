import { isCode, isTest } from "./rule";
import { moduleName, type SourceFile } from "./source";

const FIXED = ["queries", "loaders", "actions", "schema", "rules", "types"] as const;
export type FixedName = (typeof FIXED)[number];

/** The name of a module without its folders. */
export function baseName(file: string): string {
  return moduleName(file).split("/").at(-1) ?? "";
}

export function fixedName(file: string): FixedName | null {
  return FIXED.find((name) => name === baseName(file)) ?? null;
}

/** The imports that run: types and Prisma's enums are erased. */
export function valueImports(file: SourceFile) {
  return file.imports.filter(({ own, typeOnly }) => own && !typeOnly);
}

const DATABASE = ["lib/db", "generated/prisma/client"];

export function touchesDatabase(file: SourceFile): boolean {
  return valueImports(file).some(({ target }) => DATABASE.includes(target));
}

const WRITES = /^(create|update|delete)(Many)?(AndReturn)?$|^upsert$|^\$executeRaw(Unsafe)?$/;

/** `tx.membership.delete(…)`, `db().session.update(…)`. */
function isWrite(callee: { start: number; end: number }, file: SourceFile): boolean {
  const text = file.text.slice(callee.start, callee.end).replace(/\s+/g, "");
  const [, method = ""] = /^(?:tx|db\(\))\.(?:[a-zA-Z]+\.)?([$a-zA-Z]+)$/.exec(text) ?? [];
  return WRITES.test(method);
}

/** SQL that changes rows, in any call: `pool().query("UPDATE …")`, `tx.$queryRaw`UPDATE … RETURNING …``. */
const WRITING_SQL = /["'`]\s*(WITH\b[\s\S]*?\b)?(INSERT INTO|UPDATE|DELETE FROM)\b/;

function asksToWrite(query: { start: number; end: number } | undefined, file: SourceFile): boolean {
  return query !== undefined && WRITING_SQL.test(file.text.slice(query.start, query.end));
}

export function writeLines(file: SourceFile): number[] {
  const found: number[] = [];
  file.visit((lineOf) => ({
    CallExpression(node) {
      if (isWrite(node.callee, file) || asksToWrite(node.arguments[0], file)) found.push(lineOf(node));
    },
    TaggedTemplateExpression(node) {
      if (isWrite(node.tag, file) || asksToWrite(node.quasi, file)) found.push(lineOf(node));
    },
  }));
  return found;
}

/** Modules with effects outside the process or the request: browsers lack them, and rules need none. */
const IMPURE = ["server-only", "next", "next-auth", "pg", "pino", "stripe"];
const IMPURE_OWN = ["lib/clock", "lib/db", "lib/env", "generated/prisma/client"];

/** Node's modules that only compute. Browsers lack them. */
const COMPUTES = ["node:net", "node:path", "node:url", "node:buffer"];

/** Where a module must be able to run. */
type Runtime = "anywhere" | "node";

export function isImpure({ target, own, request }: SourceFile["imports"][number], runtime: Runtime): boolean {
  if (own) return IMPURE_OWN.includes(target);
  if (runtime === "node" && COMPUTES.includes(request)) return false;
  return IMPURE.includes(target) || request.startsWith("node:");
}

/** Tells of each module whether it, with all its imports, depends on its arguments alone. */
export function purity(files: readonly SourceFile[], runtime: Runtime): (module: string) => boolean {
  const byName = new Map(files.filter(({ path }) => isCode(path) && !isTest(path)).map((f) => [moduleName(f.path), f]));
  const known = new Map<string, boolean>();
  const isPure = (module: string): boolean => {
    const answer = module === "generated/prisma/enums" || known.get(module);
    if (answer !== undefined) return answer;
    const file = byName.get(module);
    // In a cycle, a module counts as pure until something else proves the opposite.
    known.set(module, true);
    const taken = file?.imports.filter(({ typeOnly }) => !typeOnly);
    const pure = taken?.every((one) => !isImpure(one, runtime) && (!one.own || isPure(one.target))) ?? false;
    known.set(module, pure);
    return pure;
  };
  return isPure;
}
