/** The cookies of a request by name. A value that is not well encoded stays as it came. */
export function cookiesOf({ headers }: Request): Record<string, string> {
  const pairs = (headers.get("cookie") ?? "").split(/; */).map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), decoded(pair.slice(at + 1))] as const;
  });
  return Object.fromEntries(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
