import { describe, expect, it } from "vitest";
import { seatSquares, seatsOver } from "@/components/people/seat-squares";
import type { SeatHolder, SeatPage } from "@/lib/people/seats/types";

function holder(id: string, state: SeatHolder["state"]): SeatHolder {
  return { id, name: `${id} Berg`, state, since: "2027-01-01T00:00:00.000Z" };
}

function page(purchased: number | "unlimited", more: Partial<SeatPage> = {}): SeatPage {
  const usage = { purchased, used: 2, reserved: 1, available: 0 };
  const holders = [holder("Ana", "used"), holder("Bo", "used"), holder("Cy", "reserved")];
  return { usage, holders, page: 1, pages: 1, pageSize: 5, ...more };
}

const drawn = (shown: SeatPage) => seatSquares(shown).map(({ state, mark }) => `${state} ${mark}`.trim());

describe("the squares of a page", () => {
  it("are who sits there, then what is free", () => {
    expect(drawn(page(4))).toEqual(["used AB", "used BB", "reserved ?", "free"]);
  });

  it("are over beyond the purchase, whoever sits there", () => {
    expect(drawn(page(1))).toEqual(["used AB", "over BB", "over ?"]);
    expect(seatsOver(page(1).usage)).toBe(2);
  });

  it("count the pages before: a page full of free seats ends at its size, the last one at the purchase", () => {
    expect(drawn(page(12))).toHaveLength(5);
    expect(drawn(page(12, { page: 2, holders: [] }))).toEqual(Array.from({ length: 5 }, () => "free"));
    expect(drawn(page(12, { page: 3, holders: [] }))).toEqual(["free", "free"]);
  });

  it("have none free and none over without a number", () => {
    expect(drawn(page("unlimited"))).toEqual(["used AB", "used BB", "reserved ?"]);
    expect(seatsOver(page("unlimited").usage)).toBe(0);
  });
});
