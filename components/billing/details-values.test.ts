import { describe, expect, it } from "vitest";
import { detailsOf } from "@/components/billing/details-values";

function form(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

describe("the form of billing details", () => {
  it("gives no address and no tax id where none is written", () => {
    const details = detailsOf(form({ name: " Acme ", email: "pay@acme.example", taxIdType: "eu_vat" }), []);
    expect(details).toMatchObject({ name: "Acme", address: null, taxIds: [], contacts: [] });
  });

  it("reads addresses of contacts with commas between them, and keeps tax ids that it does not show", () => {
    const known = [
      { type: "eu_vat", value: "DE123456789" },
      { type: "us_ein", value: "12-3456789" },
    ];
    const written = form({
      taxIdType: "eu_vat",
      taxId: "DE987654321",
      contacts: "a@x.example, b@x.example ,",
      city: "Ulm",
    });
    const details = detailsOf(written, known);
    expect(details.taxIds).toEqual([{ type: "eu_vat", value: "DE987654321" }, known[1]]);
    expect(details.contacts).toEqual(["a@x.example", "b@x.example"]);
    expect(details.address).toMatchObject({ city: "Ulm", line1: "" });
  });
});
