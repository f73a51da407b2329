import "server-only";
import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import { INSTANT, type KeysetPage, type KeysetRange, planWalk, TEXT, toKeysetPage } from "@/lib/keyset";

/** A kind of column: how a cursor holds its values, and how SQL compares them again. */
type SortKind = {
  form: z.ZodType<string>;
  toText: (column: Prisma.Sql) => Prisma.Sql;
  toValue: (text: string) => Prisma.Sql;
};

const isoText = (at: Prisma.Sql) => Prisma.sql`to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const BY_TEXT: SortKind = {
  form: TEXT,
  toText: (column) => column,
  toValue: (text) => Prisma.sql`${text}`,
};

export const BY_WHOLE_NUMBER: SortKind = {
  form: z.string().regex(/^\d{1,18}$/),
  toText: (column) => Prisma.sql`(${column})::text`,
  toValue: (text) => Prisma.sql`${text}::bigint`,
};

/** Instants are stored in milliseconds, as in cursors, so the comparison can use the column's index. */
export const BY_INSTANT: SortKind = {
  form: INSTANT,
  toText: isoText,
  toValue: (text) => Prisma.sql`${text}::timestamptz`,
};

/** An instant that a row may lack. The column is `coalesce(…, '-infinity')`; a cursor holds that as empty text. */
export const BY_INSTANT_OR_NONE: SortKind = {
  form: z.union([z.literal(""), INSTANT]),
  toText: (column) => Prisma.sql`CASE WHEN isfinite(${column}) THEN ${isoText(column)} ELSE '' END`,
  toValue: (text) => Prisma.sql`${text === "" ? "-infinity" : text}::timestamptz`,
};

export type SqlSort = { kind: SortKind; column: Prisma.Sql; id: Prisma.Sql; descending: boolean };

/** The column `"position"` of each row, from which the next page starts. */
export type Positioned = { position: string[] };

export type SqlKeyset = {
  /** For the SELECT. */
  position: Prisma.Sql;
  /** For the WHERE. */
  within: Prisma.Sql;
  /** ORDER BY and LIMIT. */
  walk: Prisma.Sql;
  toPage: <Row extends Positioned>(found: readonly Row[]) => KeysetPage<Row>;
};

/** Builds the SQL that reads a range of a sorted list; ids are UUIDs. Errors: VALIDATION as `planWalk`. */
export function sqlKeyset(range: KeysetRange, { kind, column, id, descending }: SqlSort): SqlKeyset {
  const { position, down, take } = planWalk(range, { value: kind.form }, descending);
  const direction = down ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const beyond = down ? Prisma.sql`<` : Prisma.sql`>`;
  return {
    position: Prisma.sql`ARRAY[${kind.toText(column)}, ${id}::text] AS "position"`,
    within: position
      ? Prisma.sql`(${column}, ${id}) ${beyond} (${kind.toValue(position[0])}, ${position[1]}::uuid)`
      : Prisma.sql`TRUE`,
    walk: Prisma.sql`ORDER BY ${column} ${direction}, ${id} ${direction} LIMIT ${take}`,
    toPage: (found) => toKeysetPage(found, range, ({ position: [value = "", rowId = ""] }) => [value, rowId]),
  };
}
