import type { Call, Fields, Wire } from "../types";
import { invalid, noSuch } from "./errors";
import { idOf, isFields, readInteger, readText } from "./fields";

const DEFAULT_LIMIT = 10;
const MOST = 100;

/** `object: "list"` of everything: for lists inside an object, such as `items` and `lines`. */
export function listOf(url: string, data: readonly Fields[]): Fields {
  return { object: "list", data: [...data], has_more: false, url };
}

/**
 * The page of `wires` (newest first) that the call asks for. `filters` names fields that are compared with the parameters
 * of the same names: ids, texts, flags, and instants by `gt`, `gte`, `lt`, `lte`.
 */
export function pageOf(call: Call, wires: readonly Wire[], filters: readonly string[] = []): Fields {
  const kept = wires.filter((wire) => filters.every((name) => matches(wire[name], call.input[name], name)));
  const limit = readInteger(call.input, "limit") ?? DEFAULT_LIMIT;
  if (limit < 1) throw invalid("This value must be greater than or equal to 1.", "limit", "parameter_invalid_integer");
  if (limit > MOST) throw invalid(`This value must be less than or equal to ${MOST}.`, "limit");
  const after = readText(call.input, "starting_after");
  const before = readText(call.input, "ending_before");
  if (after !== undefined && before !== undefined) {
    throw invalid("You can not specify both starting_after and ending_before.", "starting_after");
  }
  if (before !== undefined) {
    const end = positionOf(kept, before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", data: kept.slice(start, end), has_more: start > 0, url: "" };
  }
  const start = after === undefined ? 0 : positionOf(kept, after, "starting_after") + 1;
  return { object: "list", data: kept.slice(start, start + limit), has_more: start + limit < kept.length, url: "" };
}

function positionOf(wires: readonly Wire[], id: string, param: string): number {
  const position = wires.findIndex((wire) => wire.id === id);
  if (position < 0) throw noSuch("object", id, param, 400);
  return position;
}

function matches(value: unknown, wanted: unknown, name: string): boolean {
  if (wanted === undefined || wanted === "") return true;
  if (Array.isArray(wanted)) return wanted.some((one) => matches(value, one, name));
  if (isFields(wanted)) return isFields(value) ? matchesFields(value, wanted) : matchesRange(value, wanted, name);
  const plain = isFields(value) ? idOf(value) : value;
  return String(plain ?? "") === String(wanted);
}

function matchesFields(value: Fields, wanted: Fields): boolean {
  return Object.entries(wanted).every(([name, one]) => matches(value[name], one, name));
}

function matchesRange(value: unknown, range: Fields, name: string): boolean {
  if (typeof value !== "number") return false;
  return Object.keys(range).every((bound) => {
    const limit = readInteger(range, bound) ?? Number.NaN;
    if (bound === "gt") return value > limit;
    if (bound === "gte") return value >= limit;
    if (bound === "lt") return value < limit;
    if (bound === "lte") return value <= limit;
    throw invalid(`Received unknown parameter: ${name}[${bound}]`, `${name}[${bound}]`, "parameter_unknown");
  });
}
