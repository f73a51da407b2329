/** `sha512-<base64>` → hex; null unless the text is exactly one SHA-512 integrity string. */
export function digestOfIntegrity(integrity: string): string | null {
  const match = /^sha512-([A-Za-z0-9+/]{86}==)$/.exec(integrity);
  if (!match?.[1]) return null;
  return Buffer.from(match[1], "base64").toString("hex");
}
