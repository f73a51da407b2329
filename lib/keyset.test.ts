import { describe, expect, it } from "vitest";
import { INSTANT, rangePosition, toKeysetPage, usableRange } from "@/lib/keyset";

const ID = "019aa000-0000-7000-8000-000000000000";
const AT = "2026-11-20T08:00:00.000Z";
const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const from = (text: string) => ({ after: text, before: null, limit: 2 });

describe("a cursor", () => {
  it("is read back as the position it was written from", () => {
    const rows = [1, 2, 3].map((n) => ({ id: ID, at: `2026-11-2${n}T08:00:00.000Z` }));
    const page = toKeysetPage(rows, { after: null, before: null, limit: 2 }, (row) => [row.at, row.id]);
    expect(page.rows).toHaveLength(2);
    expect(page.cursors.previous).toBeNull();
    expect(rangePosition(from(page.cursors.next ?? ""), INSTANT)).toEqual(["2026-11-22T08:00:00.000Z", ID]);
  });

  it.each([
    ["no base64 of ours", "junk"],
    ["another list's", cursor(["a name", ID])],
    ["an id of another kind", cursor([AT, "1; DROP"])],
    ["text that cannot be stored", cursor(["\u0000", ID])],
    ["too little", cursor([AT])],
  ])("is refused when it is %s", (_, text) => {
    expect(() => rangePosition(from(text), INSTANT)).toThrow("VALIDATION");
    expect(rangePosition(from(cursor([AT, ID])), INSTANT)).toEqual([AT, ID]);
  });

  it("counts as absent on a page when nobody can read it", () => {
    expect(usableRange(from("junk"))).toEqual({ after: null, before: null, limit: 2 });
    expect(usableRange(from(cursor(["a name", ID])))).toEqual(from(cursor(["a name", ID])));
  });
});
