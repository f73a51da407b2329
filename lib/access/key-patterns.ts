/** A package pattern is a package name in which `*` stands for any characters. */
export const PACKAGE_PATTERN = /^[@a-z0-9*][@a-z0-9*._~/-]{0,213}$/;

/** Whether a key with these patterns may touch the package. An empty list matches every package. */
export function matchesPattern(patterns: readonly string[], name: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matches(pattern, name));
}

function matches(pattern: string, name: string): boolean {
  const [head = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === name;
  const tail = rest.pop() ?? "";
  if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return false;
  let from = head.length;
  const end = name.length - tail.length;
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
