import { fieldsOf } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import type { Filled } from "../html/fields-form";
import { typed, wordsOf } from "../html/read";
import { isTaxId } from "../tax-ids/patterns";
import type { CheckoutWire } from "./wires";

/** What the buyer said on the page, apart from the card. Kept while the bank asks. */
export type Answers = {
  email: string | null;
  /** Name of the business, else of the card. */
  name: string | null;
  businessName: string | null;
  address: Fields;
  taxId: { type: string; value: string } | null;
};

/** The form as it opens: with the address that is known of the customer. */
export function firstFilled(sandbox: Sandbox, session: CheckoutWire): Filled {
  const address = fieldsOf(sandbox.store.get("customer", session.customer)?.address);
  const known = Object.entries(address).map(([part, value]) => [part, wordsOf(value)] as const);
  return { values: Object.fromEntries(known), problems: {} };
}

/** The address as typed, before anything is checked: tax follows it. */
export function typedAddress(input: Fields): Fields | null {
  const country = typed(input, "country");
  if (country === "") return null;
  const part = (name: string) => typed(input, name) || null;
  return {
    city: part("city"),
    country,
    line1: part("line1"),
    line2: part("line2"),
    postal_code: part("postal_code"),
    state: part("state"),
  };
}

export function readAnswers(
  sandbox: Sandbox,
  session: CheckoutWire,
  input: Fields,
): { answers: Answers; problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const known = wordsOf(sandbox.store.get("customer", session.customer)?.email);
  const email = known || typed(input, "email");
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) problems.email = "Enter an email address.";
  if (session.billing_address_collection === "required") {
    if (typed(input, "line1") === "") problems.line1 = "Enter the first line of the address.";
    if (typed(input, "city") === "") problems.city = "Enter the city.";
  }
  const value = typed(input, "tax_id").toUpperCase();
  const type = typed(input, "tax_id_type");
  const withTaxId = fieldsOf(session.tax_id_collection).enabled === true && value !== "";
  if (withTaxId && !isTaxId(type, value)) problems.tax_id = "This is not a tax ID of the chosen type.";
  const businessName = typed(input, "business_name") || null;
  return {
    answers: {
      email: email || null,
      name: businessName ?? (typed(input, "name") || null),
      businessName,
      address: typedAddress(input) ?? {},
      taxId: withTaxId ? { type, value } : null,
    },
    problems,
  };
}
