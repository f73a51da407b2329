import { moduleName, type SourceFile, sourceOf } from "./source";

/** A sentence of the architecture as a check. Its findings name the offending line. */
export type Rule = {
  name: string;
  check(files: readonly SourceFile[]): string[];
  /** Trees that each break the rule once: a check that passes one has stopped working. */
  wrong: readonly Tree[];
  /** A tree that almost breaks the rule but is right. */
  right: Tree;
};

export type Tree = Record<string, string>;

export function filesOf(tree: Tree): SourceFile[] {
  return Object.entries(tree).map(([file, text]) => sourceOf(file, text));
}

export function at(file: SourceFile, line: number, problem: string): string {
  return `${file.path}:${line} ${problem}`;
}

/** The first folder; "" at the top of the repository. */
export function roomOf(file: string): string {
  return file.includes("/") ? (file.split("/")[0] ?? "") : "";
}

/** Tests and their own support. They may import every room. */
export function isTest(file: string): boolean {
  const [, , kind = ""] = /(^|\/)[^/]*\.(test|e2e|fixture|test-support)\.[a-z]+$/.exec(file) ?? [];
  return kind !== "" || file.startsWith("e2e/");
}

export function isCode(file: string): boolean {
  return moduleName(file) !== file;
}

/** Code that is built into the product or runs beside it, without tests. */
export function isProduct(file: string): boolean {
  const rooms = ["app", "components", "lib", "registry", "ops", "prisma"];
  return isCode(file) && !isTest(file) && (rooms.includes(roomOf(file)) || file === "middleware.ts");
}
