/** Above these limits parsing takes seconds, quadratic in the text's length; real readmes stay far below. */
const MOST_SIGNS = 8_000;
const MOST_MARKS = 14_000;
const MOST_LINES = 8_000;
const MOST_DEPTH = 50;

/** Characters that may open something that ends much later. */
const SIGNS = new Set("<[*_~");
/** Characters that divide or quote: cheap alone, but not by the ten thousands. */
const MARKS = new Set("|`");

/** Whether parsing this Markdown would block the server, as hostile text can. */
export function isCostly(text: string): boolean {
  let signs = 0;
  let marks = 0;
  for (const sign of text) {
    if (SIGNS.has(sign)) signs += 1;
    else if (MARKS.has(sign)) marks += 1;
  }
  const lines = text.split(/\r\n?|\n/);
  if (marks > MOST_MARKS || lines.length > MOST_LINES) return true;
  for (const line of lines) {
    const { containers, depth } = nesting(line);
    signs += containers;
    if (depth > MOST_DEPTH) return true;
  }
  return signs > MOST_SIGNS;
}

/** The quotes and lists that a line opens, and their possible depth by its indentation. */
function nesting(line: string): { containers: number; depth: number } {
  const [start = ""] = /^(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/.exec(line) ?? [];
  const spaces = start.replace(/\S/g, "").replaceAll("\t", "    ").length;
  const containers = start.match(/[>*+-]|\d[.)]/g)?.length ?? 0;
  return { containers, depth: containers + spaces / 4 };
}
