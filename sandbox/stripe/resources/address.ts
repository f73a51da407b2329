import { readFields, readText } from "../http/fields";
import type { Fields } from "../types";

const PARTS = ["city", "country", "line1", "line2", "postal_code", "state"];

/** An address parameter as Stripe stores it, every part named. Undefined when it is not given, null when it is unset. */
export function readAddress(input: Fields, name = "address"): Fields | null | undefined {
  if (input[name] === undefined) return undefined;
  const given = readFields(input, name);
  if (!given) return null;
  return Object.fromEntries(PARTS.map((part) => [part, readText(given, part) || null]));
}
