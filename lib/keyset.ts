import { z } from "zod";
import { AppError } from "@/lib/errors";
import { isStorable } from "@/lib/text";

/** Which rows of a sorted list: after one cursor, before another, or from the start. */
export type KeysetRange = { after: string | null; before: string | null; limit: number };

/** The sorted-by value as text, and the row's id that breaks ties. */
export type KeysetPosition = readonly [value: string, id: string];

export type KeysetPage<Row> = { rows: Row[]; cursors: { previous: string | null; next: string | null } };

/** Text that a cursor may hold; a list sorted by something narrower says its own form. */
const anyText = z.string().max(500);

/** The form of an id that Stripe gave. */
export const STRIPE_ID = z.string().regex(/^[A-Za-z0-9_]{1,255}$/);

/** The form of a list that is sorted by an instant. */
export const INSTANT = z.iso.datetime();

function writeCursor(position: KeysetPosition): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/**
 * The position that a range starts from, or null for the start of the list; `form` is that of the sorted-by value,
 * `idForm` that of the rows' ids.
 * VALIDATION for a cursor that we did not write, or wrote for a list in another order.
 */
export function rangePosition(
  { after, before }: KeysetRange,
  form: z.ZodType<string> = anyText,
  idForm: z.ZodType<string> = z.uuid(),
): KeysetPosition | null {
  const cursor = after ?? before;
  if (cursor === null) return null;
  try {
    return z
      .tuple([form, idForm])
      .refine(isStorable)
      .parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw new AppError("VALIDATION", { message: "This page of the list does not exist. Start from the first one." });
  }
}

/** For pages: a cursor in the address that nobody can read counts as absent. */
export function usableRange(range: KeysetRange, idForm?: z.ZodType<string>): KeysetRange {
  try {
    rangePosition(range, anyText, idForm);
    return range;
  } catch {
    return { ...range, after: null, before: null };
  }
}

/** `fetched` are up to `limit + 1` rows from the position on, in the direction of the range; returns them in list order. */
export function toKeysetPage<Row>(
  fetched: readonly Row[],
  range: KeysetRange,
  positionOf: (row: Row) => KeysetPosition,
): KeysetPage<Row> {
  const kept = fetched.slice(0, range.limit);
  const more = fetched.length > range.limit;
  const backwards = range.after === null && range.before !== null;
  const rows = backwards ? kept.reverse() : kept;
  const [first, last] = [rows[0], rows.at(-1)];
  const hasPrevious = backwards ? more : range.after !== null;
  const hasNext = backwards || more;
  return {
    rows,
    cursors: {
      previous: hasPrevious && first ? writeCursor(positionOf(first)) : null,
      next: hasNext && last ? writeCursor(positionOf(last)) : null,
    },
  };
}
