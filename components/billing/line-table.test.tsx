import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { LineTable } from "@/components/billing/line-table";

const line = { description: "Team, 3 seats", quantity: 3, amount: 5_700, proration: false };

function rowsOf(html: string): string[] {
  return [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, row = ""]) => row.replaceAll(/<[^>]+>/g, " ").trim());
}

describe("the lines of an invoice or a quote", () => {
  it("show tax on its own, between what is without it and the total, each with its currency [INV-C2]", () => {
    const amounts = { currency: "usd", subtotal: 5_700, tax: 1_083, total: 6_783 };
    const rows = rowsOf(renderToStaticMarkup(<LineTable label="Lines" lines={[line, line]} amounts={amounts} />));
    expect(rows[0]).toContain("Amount without tax");
    expect(rows.slice(1, 3).every((row) => row.endsWith("57.00 USD"))).toBe(true);
    expect(rows.slice(3).map((row) => row.replaceAll(/\s+/g, " "))).toEqual([
      "Without tax 57.00 USD",
      "Tax 10.83 USD",
      "Total 67.83 USD",
    ]);
  });

  it("say what is left to pay only where a balance changes it", () => {
    const amounts = { currency: "usd", subtotal: 5_700, tax: 0, total: 5_700 };
    const html = (amountDue: number) =>
      renderToStaticMarkup(<LineTable label="Lines" lines={[line]} amounts={{ ...amounts, amountDue }} />);
    expect(html(5_700)).not.toContain("Due after balance");
    expect(html(5_000)).toContain("Due after balance");
  });
});
