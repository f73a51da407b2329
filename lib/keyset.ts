import { z } from "zod";
import { AppError } from "@/lib/errors";
import { isStorable } from "@/lib/text";

/** A part of a sorted list: after one cursor, before another, or from the start. */
export type KeysetRange = { after: string | null; before: string | null; limit: number };

/** The sorted-by value as text, and the row's id that breaks ties. */
export type KeysetPosition = readonly [value: string, id: string];

/** A page of a list with two counts: the rows that match its filters, and all rows. */
export type CountedPage<Row> = KeysetPage<Row> & { count: { matching: number; all: number } };

export type KeysetPage<Row> = { rows: Row[]; cursors: { previous: string | null; next: string | null } };

/** The form of the value in a list sorted by text. */
export const TEXT = z.string().max(500);

/** The form of an id from Stripe. */
export const STRIPE_ID = z.string().regex(/^[A-Za-z0-9_]{1,255}$/);

/** The form of the value in a list sorted by an instant. */
export const INSTANT = z.iso.datetime();

function writeCursor(position: KeysetPosition): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** The forms of the two texts in a list's cursors: the sorted-by value and the row's id. */
export type KeysetForm = { value: z.ZodType<string>; id?: z.ZodType<string> };

/**
 * Plans how to read a range: `take` rows from the position on, upwards or downwards; a null position is the start of
 * the list. Errors: VALIDATION for a cursor that we did not write, or wrote for another order.
 */
export function planWalk(range: KeysetRange, form: KeysetForm, descending: boolean) {
  const position = readCursor(range.after ?? range.before, form);
  return { position, down: descending !== isBackwards(range), take: range.limit + 1 };
}

function isBackwards({ after, before }: KeysetRange): boolean {
  return after === null && before !== null;
}

function readCursor(cursor: string | null, { value, id = z.uuid() }: KeysetForm): KeysetPosition | null {
  if (cursor === null) return null;
  try {
    return z
      .tuple([value, id])
      .refine(isStorable)
      .parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw new AppError("VALIDATION", { message: "This page does not exist. Start from the first one." });
  }
}

/** Turns `fetched`, up to `limit + 1` rows from the position on in the range's direction, into a page in list order. */
export function toKeysetPage<Row>(
  fetched: readonly Row[],
  range: KeysetRange,
  positionOf: (row: Row) => KeysetPosition,
): KeysetPage<Row> {
  const kept = fetched.slice(0, range.limit);
  const more = fetched.length > range.limit;
  const backwards = isBackwards(range);
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

/** For pages: reads a range, or the start of the list when the cursor is invalid or belongs to another list. */
export async function orFromStart<Range extends KeysetRange, Page>(
  range: Range,
  read: (range: Range) => Promise<Page>,
): Promise<Page> {
  const found = await orNoSuchPage(read(range));
  return "page" in found ? found.page : read({ ...range, after: null, before: null });
}

export type PageOrProblem<Page> = { page: Page } | { problem: "no-such-page" };

/**
 * For pages: reads a range, or returns a mark for the page to show when the cursor is invalid or belongs to another
 * list.
 */
export async function orNoSuchPage<Page>(read: Promise<Page>): Promise<PageOrProblem<Page>> {
  try {
    return { page: await read };
  } catch (error) {
    if (error instanceof AppError && error.code === "VALIDATION") return { problem: "no-such-page" };
    throw error;
  }
}
