import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import {
  INSTANT,
  type KeysetPosition,
  type KeysetRange,
  orFromStart,
  planWalk,
  TEXT,
  toKeysetPage,
} from "@/lib/keyset";

const ID = "019aa000-0000-7000-8000-000000000000";
const AT = "2026-11-20T08:00:00.000Z";
const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const from = (text: string) => ({ after: text, before: null, limit: 2 });
const readBack = (text: string) => planWalk(from(text), { value: INSTANT }, true).position;

describe("a cursor", () => {
  it("is read back as the position it was written from", () => {
    const rows = [1, 2, 3].map((n) => ({ id: ID, at: `2026-11-2${n}T08:00:00.000Z` }));
    const page = toKeysetPage(rows, { after: null, before: null, limit: 2 }, (row) => [row.at, row.id]);
    expect(page.rows).toHaveLength(2);
    expect(page.cursors.previous).toBeNull();
    expect(readBack(page.cursors.next ?? "")).toEqual(["2026-11-22T08:00:00.000Z", ID]);
  });

  it.each([
    ["no base64 of ours", "junk"],
    ["another list's", cursor(["a name", ID])],
    ["an id of another kind", cursor([AT, "1; DROP"])],
    ["text that cannot be stored", cursor(["\u0000", ID])],
    ["too little", cursor([AT])],
  ])("is refused when it is %s", (_, text) => {
    expect(() => readBack(text)).toThrow("VALIDATION");
    expect(readBack(cursor([AT, ID]))).toEqual([AT, ID]);
  });

  it("opens a page at its start when the list does not know it, and only then", async () => {
    const read = vi.fn(async (range: KeysetRange) => readBack(range.after ?? cursor([AT, ID])));
    expect(await orFromStart(from("junk"), read)).toEqual([AT, ID]);
    expect(read.mock.calls).toEqual([[from("junk")], [{ after: null, before: null, limit: 2 }]]);

    const refused = new AppError("NOT_FOUND", { noun: "list" });
    await expect(orFromStart(from("junk"), () => Promise.reject(refused))).rejects.toBe(refused);
  });
});

type Row = { key: string; id: string };
const byPosition = (a: Row, b: Row) =>
  a.key === b.key ? Number(a.id > b.id) - Number(a.id < b.id) : a.key < b.key ? -1 : 1;
const positionOf = ({ key, id }: Row): KeysetPosition => [key, id];

/** Returns what a database would for a planned walk over these rows. */
function fetch(rows: readonly Row[], range: KeysetRange, descending: boolean): Row[] {
  const { position, down, take } = planWalk(range, { value: TEXT, id: z.string() }, descending);
  const sign = down ? -1 : 1;
  const start = position && { key: position[0], id: position[1] };
  const beyond = rows.filter((row) => start === null || byPosition(row, start) * sign > 0);
  return beyond.sort((a, b) => byPosition(a, b) * sign).slice(0, take);
}

describe("a walk over any list, in either order, with ties and pages of any size", () => {
  const lists = fc.uniqueArray(
    fc.record({ key: fc.constantFrom("", "a", "b", "ä"), id: fc.string({ minLength: 1, maxLength: 3 }) }),
    { selector: ({ id }) => id, maxLength: 30 },
  );

  it("passes every row once, forwards and backwards", () => {
    fc.assert(
      fc.property(lists, fc.boolean(), fc.integer({ min: 1, max: 7 }), (rows, descending, limit) => {
        const whole = rows.toSorted((a, b) => byPosition(a, b) * (descending ? -1 : 1));
        const read = (range: KeysetRange) => toKeysetPage(fetch(rows, range, descending), range, positionOf);
        let page = read({ after: null, before: null, limit });
        const forwards = [...page.rows];
        expect(page.cursors.previous).toBeNull();
        while (page.cursors.next !== null) {
          page = read({ after: page.cursors.next, before: null, limit });
          forwards.push(...page.rows);
        }
        expect(forwards).toEqual(whole);

        const backwards = [...page.rows];
        while (page.cursors.previous !== null) {
          page = read({ after: null, before: page.cursors.previous, limit });
          backwards.unshift(...page.rows);
        }
        expect(backwards).toEqual(whole);
      }),
    );
  });
});
