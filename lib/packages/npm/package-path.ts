import { assertPackageName } from "@/lib/packages/npm/names";
import { refuse } from "@/lib/packages/npm/refuse";

export type PackagePath = {
  name: string;
  /** The decoded segments after the name: `["-", "ui-1.0.0.tgz"]` for a tarball, `[]` for the packument. */
  rest: string[];
};

/**
 * Reads the package name from a raw, still encoded URL path: `/@s%2fp`, `/@s%2Fp` and `/@s/p` are one name. Decodes
 * exactly once, drops the query and empty segments (`//`). Errors: VALIDATION for traversal and for names that npm
 * refuses.
 */
export function parsePackagePath(rawPath: string): PackagePath {
  const segments = rawPath
    .split(/[?#]/, 1)
    .join("")
    .split("/")
    .filter((segment) => segment !== "")
    .map(decodeSegment);
  const [first, second, ...others] = segments;
  if (first === undefined) return refuse("The address names no package.");
  if (first.startsWith("@") && !first.includes("/")) {
    if (second === undefined) return refuse(`"${first}" is a scope; the address needs a package name after it.`);
    return { name: assertPackageName(`${first}/${second}`), rest: others.map(plainSegment) };
  }
  const rest = second === undefined ? [] : [second, ...others];
  return { name: assertPackageName(first), rest: rest.map(plainSegment) };
}

/** Decodes a path segment once. Refuses a remaining percent sign, which other code might decode again. */
export function decodeSegment(segment: string): string {
  let text: string;
  try {
    text = decodeURIComponent(segment);
  } catch {
    return refuse("The address is not encoded correctly.");
  }
  if (/%[0-9a-f]{2}/i.test(text)) return refuse("The address is encoded twice.");
  if (hasControlCharacter(text) || text.includes("\\")) {
    return refuse("The address contains a character that is not allowed.");
  }
  if (text.split("/").some((part) => part === ".." || part === ".")) {
    return refuse("The address must not contain relative parts.");
  }
  return text;
}

function plainSegment(text: string): string {
  return text.includes("/") ? refuse("The address contains an encoded slash where none is allowed.") : text;
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}
