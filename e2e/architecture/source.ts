import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync, Visitor, type VisitorObject } from "oxc-parser";

const CODE = /\.(ts|tsx|mts|mjs|js|jsx)$/;

export type Import = {
  /** The text of the import. */
  request: string;
  /** For our modules the path from the root without extension, else the package's name. */
  target: string;
  own: boolean;
  /** The compiler erases it. */
  typeOnly: boolean;
  names: readonly string[];
  line: number;
};

export type SourceFile = {
  path: string;
  text: string;
  imports: readonly Import[];
  comments: readonly { text: string; line: number }[];
  /** The lines with `export … from`, which make a barrel. */
  reexportLines: readonly number[];
  directive: "use client" | "use server" | null;
  /** Walks the syntax tree. */
  visit(visitor: (lineOf: (node: { start: number }) => number) => VisitorObject): void;
};

function packageOf(request: string): string {
  const [first = "", second = ""] = request.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

export function moduleName(file: string): string {
  return file.replace(CODE, "");
}

/** Parses a module for the rules. Throws for unparsable text: a rule must not pass because it could not read. */
export function sourceOf(file: string, text: string): SourceFile {
  const isCode = CODE.test(file);
  const parsed = isCode ? parseSync(file, text) : null;
  if (parsed && parsed.errors.length > 0) throw new Error(`${file}: ${parsed.errors[0]?.message}`);
  const lineOf = ({ start }: { start: number }) => text.slice(0, start).split("\n").length;
  const importOf = (request: string, at: { start: number }, typeOnly: boolean, names: string[]): Import => {
    const own = request.startsWith("@/") || request.startsWith(".");
    const joined = request.startsWith("@/") ? request.slice(2) : path.posix.join(path.posix.dirname(file), request);
    return { request, own, target: own ? moduleName(joined) : packageOf(request), typeOnly, names, line: lineOf(at) };
  };
  const imports: Import[] = [];
  const reexportLines: number[] = [];
  for (const one of parsed?.module.staticImports ?? []) {
    const typeOnly = one.entries.length > 0 && one.entries.every(({ isType }) => isType);
    const names = one.entries.filter(({ isType }) => !isType).map(({ importName }) => importName.name ?? "*");
    imports.push(importOf(one.moduleRequest.value, one, typeOnly, names));
  }
  for (const { entries } of parsed?.module.staticExports ?? []) {
    for (const { moduleRequest, isType, start } of entries) {
      if (!moduleRequest) continue;
      imports.push(importOf(moduleRequest.value, { start }, isType, []));
      reexportLines.push(lineOf({ start }));
    }
  }
  for (const { moduleRequest } of parsed?.module.dynamicImports ?? []) {
    const literal = /^["'`]([^"'`$]+)["'`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
    if (literal) imports.push(importOf(literal, moduleRequest, false, ["*"]));
  }
  const first = /^\s*(?:\/\*[\s\S]*?\*\/\s*|\/\/.*\n\s*)*["'](use client|use server)["']/.exec(text)?.[1];
  return {
    path: file,
    text,
    imports,
    comments: (parsed?.comments ?? []).map((comment) => ({ text: comment.value, line: lineOf(comment) })),
    reexportLines,
    directive: first === "use client" || first === "use server" ? first : null,
    visit: (visitor) => {
      if (parsed) new Visitor(visitor(lineOf)).visit(parsed.program);
    },
  };
}

/** Lists every file of the repository that is not ignored, committed or not. */
function repositoryPaths(root: string): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const paths = new Set(listed.toString().split("\0").filter(Boolean));
  return [...paths].filter((file) => existsSync(path.join(root, file))).sort();
}

/** Pictures are listed, so that a page may link to one. */
const PICTURE = /\.png$/;
const READ = /\.(ts|tsx|mts|mjs|js|jsx|css|md|json|prisma|sql|ya?ml|txt|svg)$|(^|\/)[A-Z][a-z]+file$|^\.[\w./-]+$/;

export function readRepository(root: string): SourceFile[] {
  return repositoryPaths(root)
    .filter((file) => READ.test(file) || PICTURE.test(file))
    .map((file) => sourceOf(file, PICTURE.test(file) ? "" : readFileSync(path.join(root, file), "utf8")));
}
