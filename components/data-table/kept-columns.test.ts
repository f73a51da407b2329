import { describe, expect, it } from "vitest";
import { hiddenColumns } from "@/components/data-table/kept-columns";

const columns = [{ id: "name" }, { id: "size", hiddenAtFirst: true }, { id: "state", hideable: false }, { id: "age" }];

describe("hiddenColumns", () => {
  it("begins as the table says", () => expect(hiddenColumns(columns, undefined)).toEqual(["size"]));
  it("keeps what the reader chose, an empty choice included", () => {
    expect(hiddenColumns(columns, "age")).toEqual(["age"]);
    expect(hiddenColumns(columns, "")).toEqual([]);
  });
  it("never takes away the first column, a fixed one or one that does not exist", () => {
    expect(hiddenColumns(columns, "name,state,nothing,size")).toEqual(["size"]);
  });
});
