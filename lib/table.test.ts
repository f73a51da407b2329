import { describe, expect, it } from "vitest";
import { keptParams, readTableState, tableHref } from "@/lib/table";

const spec = { sortable: ["name", "updatedAt"], defaultSort: "-updatedAt", filters: ["visibility", "kind"] };

describe("readTableState", () => {
  it("reads search, sort, filters and cursor", () => {
    const params = { q: " ledger ", sort: "-name", visibility: "private", after: "abc", theme: "x" };
    expect(readTableState(params, spec)).toEqual({
      query: "ledger",
      sort: { id: "name", descending: true },
      filters: { visibility: "private" },
      after: "abc",
      before: null,
    });
  });

  it("takes the default for a sort it does not know, and the first of repeated values", () => {
    const state = readTableState({ sort: "password", kind: ["theme", "shell"], q: "", before: "p" }, spec);
    expect(state.sort).toEqual({ id: "updatedAt", descending: true });
    expect(state.filters).toEqual({ kind: "theme" });
    expect(state.before).toBe("p");
  });

  it("leaves out what no database looks for", () => {
    const state = readTableState({ q: "a\0b", kind: "\0", after: "\0" }, spec);
    expect(state).toMatchObject({ query: "ab", filters: {}, after: null });
  });

  it("ignores one of two contradictory cursors and cuts what is too long", () => {
    const state = readTableState({ after: "a", before: "b", q: "x".repeat(5000) }, spec);
    expect([state.after, state.before, state.query.length]).toEqual(["a", null, 200]);
  });
});

describe("tableHref", () => {
  const params = { q: "ledger", kind: "theme", after: "abc" };

  it("changes one parameter, keeps the others and goes back to the start", () => {
    expect(tableHref("/packages", params, { kind: "shell" })).toBe("/packages?q=ledger&kind=shell");
    expect(tableHref("/packages", params, { kind: null, q: null })).toBe("/packages");
  });

  it("escapes what people type", () => {
    expect(tableHref("/packages", {}, { q: "@acme/a&b" })).toBe("/packages?q=%40acme%2Fa%26b");
  });

  it("moves by cursor", () => {
    expect(tableHref("/packages", params, { after: "def" })).toBe("/packages?q=ledger&kind=theme&after=def");
  });

  it("lists what a form has to carry along", () => {
    expect(keptParams(params, ["q", "after"])).toEqual([["kind", "theme"]]);
  });
});
