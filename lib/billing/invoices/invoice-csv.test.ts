import { describe, expect, it } from "vitest";
import { CSV_HEADER, csvLine } from "@/lib/billing/invoices/invoice-csv";
import type { BilledLine } from "@/lib/billing/invoices/queries";

const line: BilledLine = {
  id: "il_1",
  description: "Team, 3 seats",
  feature: "plan:team",
  quantity: 3,
  amount: 5_700,
  proration: false,
  periodStart: "2026-11-01T00:00:00.000Z",
  periodEnd: "2026-12-01T00:00:00.000Z",
  number: "PH-0001",
  status: "paid",
  currency: "usd",
  createdAt: "2026-11-01T00:00:00.000Z",
};

describe("the CSV of invoice lines", () => {
  it("writes each amount as a plain number beside its currency's code [INV-C1]", () => {
    expect(csvLine(line)).toBe(
      'PH-0001,paid,2026-11-01T00:00:00.000Z,"Team, 3 seats",plan:team,3,57.00,USD,no,2026-11-01T00:00:00.000Z,2026-12-01T00:00:00.000Z\r\n',
    );
    expect(csvLine({ ...line, amount: -5, proration: true })).toContain(",-0.05,USD,yes,");
    expect(CSV_HEADER).toContain("amount without tax,currency");
    expect(CSV_HEADER.split(",")).toHaveLength(csvLine({ ...line, description: "Team" }).split(",").length);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])("makes %j text, which a spreadsheet does not run", (text) => {
    const cell = csvLine({ ...line, description: text });
    expect(cell).toContain(`'${text}`);
    expect(cell).not.toContain(`,${text}`);
  });

  it("quotes what would end a cell or a line", () => {
    expect(csvLine({ ...line, description: 'a "b"\nc' })).toContain('"a ""b""\nc"');
  });
});
