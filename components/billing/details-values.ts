import type { BillingDetails } from "@/lib/billing/page/types";

export const TAX_ID_KINDS = [
  { value: "eu_vat", label: "European VAT number" },
  { value: "gb_vat", label: "United Kingdom VAT number" },
  { value: "ch_vat", label: "Swiss VAT number" },
  { value: "us_ein", label: "United States EIN" },
  { value: "au_abn", label: "Australian business number" },
  { value: "ca_bn", label: "Canadian business number" },
  { value: "in_gst", label: "Indian GST number" },
] as const;

/** Reads the form. It shows one tax id; tax ids from elsewhere stay unchanged. */
export function detailsOf(form: FormData, known: BillingDetails["taxIds"]): BillingDetails {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const address = {
    line1: text("line1"),
    line2: text("line2"),
    city: text("city"),
    state: text("state"),
    postalCode: text("postalCode"),
    country: text("country"),
  };
  const given = Object.values(address).some((part) => part !== "");
  const value = text("taxId");
  return {
    name: text("name"),
    email: text("email"),
    address: given ? address : null,
    taxIds: [...(value ? [{ type: text("taxIdType"), value }] : []), ...known.slice(1)],
    purchaseOrder: text("purchaseOrder"),
    contacts: text("contacts")
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  };
}
