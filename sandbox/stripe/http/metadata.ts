import type { Fields } from "../types";
import { invalid } from "./errors";
import { isFields } from "./fields";

const MOST_KEYS = 50;
const LONGEST_KEY = 40;
const LONGEST_VALUE = 500;

/** Stripe's rule: given keys are set, an empty value removes its key, an empty `metadata` removes all. */
export function mergeMetadata(before: unknown, input: Fields): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const [key, value] of Object.entries(isFields(before) ? before : {})) merged[key] = String(value);
  const given = input.metadata;
  if (given === undefined) return merged;
  if (given === "" || given === null) return {};
  if (!isFields(given)) throw invalid("Invalid hash", "metadata", "parameter_invalid_empty");
  for (const [key, value] of Object.entries(given)) {
    if (key.length > LONGEST_KEY) throw invalid(`Metadata keys can have up to ${LONGEST_KEY} characters.`, "metadata");
    if (value === "" || value === null) delete merged[key];
    else merged[key] = readValue(key, value);
  }
  if (Object.keys(merged).length > MOST_KEYS) throw invalid(`You can have up to ${MOST_KEYS} keys.`, "metadata");
  return merged;
}

function readValue(key: string, value: unknown): string {
  if (typeof value === "object") throw invalid("Metadata values must be strings.", `metadata[${key}]`);
  const text = String(value);
  if (text.length > LONGEST_VALUE) {
    throw invalid(`Metadata values can have up to ${LONGEST_VALUE} characters.`, `metadata[${key}]`);
  }
  return text;
}
