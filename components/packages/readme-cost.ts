/** Beyond these, parsing takes time that grows with the square of the text; no readme of a person comes near. */
const MOST_SIGNS = 8_000;
const MOST_DEPTH = 50;

/** Whether Markdown was written to be expensive: parsing it would hold the server for everybody. */
export function isCostly(text: string): boolean {
  let signs = 0;
  for (const sign of text) if (sign === "<" || sign === "[" || sign === "*" || sign === "_") signs += 1;
  for (const line of text.split("\n")) {
    const { containers, depth } = nesting(line);
    signs += containers;
    if (depth > MOST_DEPTH) return true;
  }
  return signs > MOST_SIGNS;
}

/** The quotes and lists that a line opens, and how deep they may lie by its indentation. */
function nesting(line: string): { containers: number; depth: number } {
  const [start = ""] = /^(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/.exec(line) ?? [];
  const spaces = start.replace(/\S/g, "").replaceAll("\t", "    ").length;
  const containers = start.match(/[>*+-]|\d[.)]/g)?.length ?? 0;
  return { containers, depth: containers + spaces / 4 };
}
