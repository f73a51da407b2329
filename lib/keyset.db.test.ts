import { beforeAll, describe, expect, it } from "vitest";
import { Prisma } from "@/generated/prisma/client";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { KeysetPage, KeysetRange } from "@/lib/keyset";
import { prismaKeyset } from "@/lib/keyset-prisma";
import {
  BY_INSTANT,
  BY_INSTANT_OR_NONE,
  BY_TEXT,
  BY_WHOLE_NUMBER,
  type Positioned,
  type SqlSort,
  sqlKeyset,
} from "@/lib/keyset-sql";

const HERE = "@keyset.test";
const createdAt = Prisma.sql`"createdAt"`;
const id = Prisma.sql`"id"`;

type Read = (range: KeysetRange) => Promise<KeysetPage<{ id: string }>>;

const inSql =
  (sort: Pick<SqlSort, "kind" | "column" | "descending">): Read =>
  async (range) => {
    const list = sqlKeyset(range, { ...sort, id });
    const found = await db().$queryRaw<({ id: string } & Positioned)[]>`
      SELECT "id", ${list.position} FROM "User" WHERE "email" LIKE ${`%${HERE}`} AND ${list.within} ${list.walk}`;
    return list.toPage(found);
  };

const inPrisma: Read = async (range) => {
  const list = prismaKeyset(range, { by: "createdAt" });
  const mine = { email: { endsWith: HERE } };
  return list.toPage(await db().user.findMany({ where: { AND: [mine, list.within] }, ...list.walk }));
};

/** Walks pages of two from the first to the last and back; returns their rows and cursors. */
async function walk(read: Read): Promise<{ there: string[]; back: string[]; cursors: string[] }> {
  let page = await read({ after: null, before: null, limit: 2 });
  const pages = [page];
  while (page.cursors.next !== null) {
    page = await read({ after: page.cursors.next, before: null, limit: 2 });
    pages.push(page);
  }
  const returned = [page];
  while (page.cursors.previous !== null) {
    page = await read({ after: null, before: page.cursors.previous, limit: 2 });
    returned.unshift(page);
  }
  const idsOf = (all: typeof pages) => all.flatMap(({ rows }) => rows.map((row) => row.id));
  return {
    there: idsOf(pages),
    back: idsOf(returned),
    cursors: pages.flatMap(({ cursors }) => cursors.next ?? []),
  };
}

/** Seven rows; three share an instant, two a name, four were never verified. */
const ROWS = [
  { name: "Ann", day: 3, verified: null },
  { name: "ann", day: 3, verified: 8 },
  { name: "Zoë", day: 1, verified: null },
  { name: "bob", day: 3, verified: 8 },
  { name: "", day: 2, verified: null },
  { name: "Änne", day: 5, verified: null },
  { name: "Ann", day: 4, verified: 9 },
].map(({ name, day, verified }, place) => ({
  id: newId(),
  name,
  email: `${place}${HERE}`,
  createdAt: new Date(Date.UTC(2027, 0, day, 8, 0, 0, 123)),
  emailVerifiedAt: verified === null ? null : new Date(Date.UTC(2027, 0, verified)),
}));

type Row = (typeof ROWS)[number];
const compare = <Key extends string | number>(a: Key, b: Key) => Number(a > b) - Number(a < b);
const sorted = (keyOf: (row: Row) => string | number, descending: boolean) =>
  ROWS.toSorted((a, b) => (compare(keyOf(a), keyOf(b)) || compare(a.id, b.id)) * (descending ? -1 : 1)).map(
    (row) => row.id,
  );

beforeAll(() => db().user.createMany({ data: ROWS }));

describe("a list with ties, in pages", () => {
  it("is walked in SQL and in Prisma without gap or repeat, there and back, by the same cursors", async () => {
    const newestFirst = sorted((row) => row.createdAt.getTime(), true);
    const sql = await walk(inSql({ kind: BY_INSTANT, column: createdAt, descending: true }));
    expect(sql.there).toEqual(newestFirst);
    expect(sql.back).toEqual(newestFirst);
    expect(sql.cursors).toHaveLength(3);
    expect(await walk(inPrisma)).toEqual(sql);
  });

  it.each([
    ["text", BY_TEXT, Prisma.sql`"name" COLLATE "C"`, (row: Row) => row.name],
    ["whole numbers", BY_WHOLE_NUMBER, Prisma.sql`length("name")`, (row: Row) => row.name.length],
    ["instants", BY_INSTANT, createdAt, (row: Row) => row.createdAt.getTime()],
    [
      "instants that rows may lack",
      BY_INSTANT_OR_NONE,
      Prisma.sql`coalesce("emailVerifiedAt", '-infinity')`,
      (row: Row) => row.emailVerifiedAt?.getTime() ?? 0,
    ],
  ])("is walked in both orders of %s", async (_, kind, column, keyOf) => {
    for (const descending of [true, false]) {
      const { there, back } = await walk(inSql({ kind, column, descending }));
      expect(there).toEqual(sorted(keyOf, descending));
      expect(back).toEqual(there);
    }
  });

  it("refuses a cursor of another order", async () => {
    const byName = inSql({ kind: BY_TEXT, column: Prisma.sql`"name" COLLATE "C"`, descending: false });
    const { cursors } = await byName({ after: null, before: null, limit: 2 });
    expect((await byName({ after: cursors.next, before: null, limit: 2 })).rows).toHaveLength(2);
    const byInstant = inSql({ kind: BY_INSTANT, column: createdAt, descending: false });
    const asked = { after: cursors.next, before: null, limit: 2 };
    await expect(byInstant(asked)).rejects.toMatchObject({ code: "VALIDATION" });
    await expect(inPrisma(asked)).rejects.toMatchObject({ code: "VALIDATION" });
  });
});
