import type { Form } from "@/lib/packages/npm/packument";

const ABBREVIATED = "application/vnd.npm.install-v1+json";
const JSON_TYPE = "application/json";
/** Fits two of the longest useful numbers, and some blanks. */
const MAX_RANGE_CHARACTERS = 100;

/** Chooses the form for an `Accept` header: abbreviated only for a client that names and prefers it. */
export function packumentForm(accept: string | undefined): Form {
  const weights = parseWeights(accept ?? "");
  const abbreviated = weights.get(ABBREVIATED) ?? 0;
  return abbreviated > 0 && abbreviated >= (weights.get(JSON_TYPE) ?? 0) ? "abbreviated" : "full";
}

/** Whether an `Accept-Encoding` header allows gzip, the one coding that every client shares. */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  const weights = parseWeights(acceptEncoding ?? "");
  return (weights.get("gzip") ?? weights.get("x-gzip") ?? weights.get("*") ?? 0) > 0;
}

/** Whether `If-None-Match` names the tag, with lists, `*` and weak tags, by the weak comparison of RFC 9110. */
export function isNotModified(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const wanted = opaque(etag);
  return (ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => opaque(tag) === wanted);
}

export type RangeAnswer =
  | { kind: "whole" }
  /** Both ends inclusive. */
  | { kind: "part"; start: number; end: number; contentRange: string }
  | { kind: "unsatisfiable"; contentRange: string };

/**
 * Reads a `Range` header for `size` bytes: 200, 206 or 416. Ignores several ranges, other units and malformed headers,
 * by RFC 9110; also a range whose `If-Range` is not the strong tag of these bytes.
 */
export function parseRange(
  range: string | undefined,
  size: number,
  condition?: { ifRange: string | undefined; etag: string },
): RangeAnswer {
  // Skipping blanks takes time quadratic in their number.
  const text = range !== undefined && range.length <= MAX_RANGE_CHARACTERS ? range : "";
  const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(text);
  const [, first = "", last = ""] = match ?? [];
  if (match === null || (first === "" && last === "")) return { kind: "whole" };
  if (condition?.ifRange !== undefined && condition.ifRange.trim() !== condition.etag) return { kind: "whole" };
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== "" && last !== "" && Number(last) < start) return { kind: "whole" };
  if (start >= size || (first === "" && Number(last) === 0)) {
    return { kind: "unsatisfiable", contentRange: `bytes */${size}` };
  }
  return { kind: "part", start, end, contentRange: `bytes ${start}-${end}/${size}` };
}

function opaque(tag: string): string {
  return tag.startsWith("W/") ? tag.slice(2) : tag;
}

/** `a;q=0.5, b` → a: 0.5, b: 1. The last mention wins; a malformed weight is zero. */
function parseWeights(header: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of header.split(",")) {
    const [value = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    if (value === "") continue;
    const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    const parsed = weight === undefined ? 1 : Number.parseFloat(weight);
    weights.set(value, Number.isFinite(parsed) ? Math.min(Math.max(parsed, 0), 1) : 0);
  }
  return weights;
}
