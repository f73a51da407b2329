import { invalid } from "../../http/errors";
import { arrayOf, isFields } from "../../http/fields";
import type { Fields } from "../../types";

/** `items[]` and the like, each with the words an error names it by; a name that is not in `known` is refused. */
export function readRows(
  input: Fields,
  name: string,
  known: readonly string[],
): readonly { row: Fields; path: string }[] {
  const given = input[name];
  if (given === undefined || given === null || given === "") return [];
  if (!Array.isArray(given)) throw invalid("Invalid array", name);
  return arrayOf(given).map((row, index) => {
    const path = `${name}[${index}]`;
    if (!isFields(row)) throw invalid("Invalid object", path);
    refuseOthers(row, known, path);
    return { row, path };
  });
}

/** Nothing that the engine would silently leave undone. */
export function refuseOthers(fields: Fields, known: readonly string[], path: string): void {
  const other = Object.keys(fields).find((name) => !known.includes(name));
  if (other !== undefined) {
    throw invalid(`Received unknown parameter: ${path}[${other}]`, `${path}[${other}]`, "parameter_unknown");
  }
}
