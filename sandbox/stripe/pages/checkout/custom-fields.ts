import { readRows } from "../../billing/objects/rows";
import { invalid } from "../../http/errors";
import { fieldsOf, readFlag, readInteger, readOneOf, readText, requireText } from "../../http/fields";
import type { Fields } from "../../types";
import { rowsOf, typed, wordsOf } from "../html/read";

const MOST_FIELDS = 3;
const PARTS = ["dropdown", "key", "label", "numeric", "optional", "text", "type"];

function readDropdown(row: Fields): Fields {
  const given = fieldsOf(row.dropdown);
  const options = rowsOf(given.options).map((option) => ({
    label: requireText(option, "label"),
    value: requireText(option, "value"),
  }));
  return { default_value: readText(given, "default_value") ?? null, options, value: null };
}

function readWritten(given: Fields): Fields {
  return {
    default_value: readText(given, "default_value") ?? null,
    maximum_length: readInteger(given, "maximum_length") ?? null,
    minimum_length: readInteger(given, "minimum_length") ?? null,
    value: null,
  };
}

function readField(row: Fields, path: string): Fields {
  const key = requireText(row, "key");
  const type = readOneOf(row, "type", ["dropdown", "numeric", "text"]);
  if (!type) throw invalid(`Missing required param: ${path}[type].`, `${path}[type]`, "parameter_missing");
  return {
    key,
    label: { custom: requireText(fieldsOf(row.label), "custom"), type: "custom" },
    optional: readFlag(row, "optional") ?? false,
    type,
    [type]: type === "dropdown" ? readDropdown(row) : readWritten(fieldsOf(row[type])),
  };
}

export function readCustomFields(input: Fields): Fields[] {
  const rows = readRows(input, "custom_fields", PARTS);
  if (rows.length > MOST_FIELDS) throw invalid(`You can have up to ${MOST_FIELDS} custom fields.`, "custom_fields");
  return rows.map(({ row, path }) => readField(row, path));
}

export function inputName(field: Fields): string {
  return `custom_${wordsOf(field.key)}`;
}

/** The session's custom fields with what the buyer typed, and what is wrong with it by input name. */
export function fillCustomFields(
  fields: readonly Fields[],
  input: Fields,
): { fields: Fields[]; problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const filled = fields.map((field) => {
    const name = inputName(field);
    const type = wordsOf(field.type);
    const value = typed(input, name);
    const settings = fieldsOf(field[type]);
    if (value === "" && field.optional !== true) problems[name] = "This field is required.";
    if (type === "numeric" && /\D/.test(value)) problems[name] = "Enter digits only.";
    if (typeof settings.maximum_length === "number" && value.length > settings.maximum_length) {
      problems[name] = `Enter at most ${settings.maximum_length} characters.`;
    }
    if (value !== "" && typeof settings.minimum_length === "number" && value.length < settings.minimum_length) {
      problems[name] = `Enter at least ${settings.minimum_length} characters.`;
    }
    return { ...field, [type]: { ...settings, value: value === "" ? null : value } };
  });
  return { fields: filled, problems };
}
