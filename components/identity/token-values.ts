/** The non-empty lines and comma-separated parts of a text field. */
export function lines(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The faults of a list field and of its entries (`cidrs.2`), without duplicates. */
export function fieldErrors(fields: Readonly<Record<string, readonly string[]>>, name: string): string[] {
  const said = Object.entries(fields).filter(([field]) => field === name || field.startsWith(`${name}.`));
  return [...new Set(said.flatMap(([, messages]) => messages))];
}
