import { moduleName, type SourceFile, sourceOf } from "./source";

/** One sentence of the architecture as a check. It names the line that breaks it. */
export type Rule = {
  name: string;
  check(files: readonly SourceFile[]): string[];
  /** Trees that break the rule once each: a check that lets one pass has stopped checking. */
  wrong: readonly Tree[];
  /** A tree that comes close and is right. */
  right: Tree;
};

export type Tree = Record<string, string>;

export function filesOf(tree: Tree): SourceFile[] {
  return Object.entries(tree).map(([file, text]) => sourceOf(file, text));
}

export function at(file: SourceFile, line: number, problem: string): string {
  return `${file.path}:${line} ${problem}`;
}

/** The first folder; the top of the repository is "". */
export function roomOf(file: string): string {
  return file.includes("/") ? (file.split("/")[0] ?? "") : "";
}

/** Tests and what they alone use. They may look into every room. */
export function isTest(file: string): boolean {
  const [, , kind = ""] = /(^|\/)[^/]*\.(test|e2e|fixture|test-support)\.[a-z]+$/.exec(file) ?? [];
  return kind !== "" || file.startsWith("e2e/");
}

export function isCode(file: string): boolean {
  return moduleName(file) !== file;
}

/** What is built into the product or runs beside it, without tests. */
export function isProduct(file: string): boolean {
  const rooms = ["app", "components", "lib", "registry", "ops", "prisma"];
  return isCode(file) && !isTest(file) && (rooms.includes(roomOf(file)) || file === "middleware.ts");
}
