/** The lines and comma-separated parts of a text field that say something. */
export function lines(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The sentences about a list field, those about one of its entries included (`cidrs.2`), each said once. */
export function fieldErrors(fields: Readonly<Record<string, readonly string[]>>, name: string): string[] {
  const said = Object.entries(fields).filter(([field]) => field === name || field.startsWith(`${name}.`));
  return [...new Set(said.flatMap(([, messages]) => messages))];
}
