import { fieldsOf } from "../../http/fields";
import { putChanged } from "../../resources/changes";
import { customerOf } from "../../resources/customers";
import type { Fields, Sandbox, Wire } from "../../types";
import { addTaxId, taxIdsOf } from "../tax-ids/tax-ids";
import type { Answers } from "./answers";
import type { CheckoutRequest, CheckoutWire } from "./wires";

/** The session's customer, changed as far as the session allows. */
export function buyerOf(sandbox: Sandbox, session: CheckoutWire, request: CheckoutRequest, answers: Answers): Wire {
  const known = customerOf(sandbox, session.customer);
  const { address, name } = request.customer_update;
  const changed = {
    ...known,
    ...(address === "auto" && answers.address.country ? { address: answers.address } : {}),
    ...(name === "auto" && answers.name ? { name: answers.name } : {}),
  };
  const updated = putChanged(sandbox, known, changed, "customer.updated");
  if (answers.taxId) addTaxId(sandbox, updated.id, answers.taxId.type, answers.taxId.value);
  return updated;
}

export function detailsOf(sandbox: Sandbox, customer: Wire, answers: Answers): Fields {
  const address = answers.address.country ? answers.address : (customer.address ?? null);
  return {
    address:
      address === null
        ? null
        : { city: null, country: null, line1: null, line2: null, postal_code: null, state: null, ...fieldsOf(address) },
    business_name: answers.businessName,
    email: answers.email,
    individual_name: null,
    name: answers.name,
    phone: null,
    tax_exempt: customer.tax_exempt ?? "none",
    tax_ids: taxIdsOf(sandbox, customer.id).map(({ type, value }) => ({ type, value })),
  };
}
