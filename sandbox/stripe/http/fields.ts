import type { Fields } from "../types";
import { invalid, missingParameter } from "./errors";

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is there, as fields; nothing where it is not. For reading nested objects of the store and of the input. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** A route's parameters, or headers: each as a text. */
export function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([name, one]) => [name, String(one)]));
}

/** An array's elements, a list object's `data`, or nothing. */
export function arrayOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isFields(value) && Array.isArray(value.data) ? value.data : [];
}

/** The id, whether the field holds it or the whole object. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return isFields(value) && typeof value.id === "string" ? value.id : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** A text parameter. Undefined when it is not given; an empty text is given, and means "unset". */
export function readText(input: Fields, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw invalid(`Invalid string: ${JSON.stringify(value)}`, name);
}

export function requireText(input: Fields, name: string): string {
  const value = readText(input, name);
  if (value === undefined || value === "") throw missingParameter(name);
  return value;
}

/** A whole number that came as text of a form. */
export function readInteger(input: Fields, name: string): number | undefined {
  const text = readText(input, name);
  if (text === undefined || text === "") return undefined;
  if (!/^-?\d{1,15}$/.test(text)) throw invalid(`Invalid integer: ${text}`, name, "parameter_invalid_integer");
  return Number(text);
}

export function readFlag(input: Fields, name: string): boolean | undefined {
  const text = readText(input, name);
  if (text === undefined || text === "") return undefined;
  if (text !== "true" && text !== "false") throw invalid(`Invalid boolean: ${text}`, name);
  return text === "true";
}

export function readFields(input: Fields, name: string): Fields | undefined {
  const value = input[name];
  if (value === undefined || value === "" || value === null) return undefined;
  if (!isFields(value)) throw invalid("Invalid object", name);
  return value;
}

export function readArray(input: Fields, name: string): readonly unknown[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (value === "") return [];
  if (Array.isArray(value)) return value;
  throw invalid("Invalid array", name);
}

export function readOneOf<const T extends string>(input: Fields, name: string, allowed: readonly T[]): T | undefined {
  const text = readText(input, name);
  if (text === undefined || text === "") return undefined;
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw invalid(`Invalid ${name}: must be one of ${allowed.join(", ")}`, name);
  return found;
}
