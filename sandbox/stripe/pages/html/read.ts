import { arrayOf, isFields } from "../../http/fields";
import type { Fields } from "../../types";

/** A text or number of an object in words; nothing where there is none. */
export function wordsOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" ? String(value) : "";
}

export function amountOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

/** The objects of an array or of a list object. */
export function rowsOf(value: unknown): readonly Fields[] {
  return arrayOf(value).filter(isFields);
}

/** What a browser sends for one field of a form; of several of the same name, the last. */
export function typed(input: Fields, name: string): string {
  const value = input[name];
  return wordsOf(Array.isArray(value) ? value.at(-1) : value);
}
