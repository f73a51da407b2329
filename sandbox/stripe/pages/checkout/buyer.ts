import { fieldsOf } from "../../http/fields";
import { putChanged } from "../../resources/changes";
import { CUSTOMER_ROUTES, customerOf } from "../../resources/customers";
import type { Fields, Sandbox, Wire } from "../../types";
import { callApi } from "../api-call";
import { addTaxId, taxIdsOf } from "../tax-ids/tax-ids";
import type { Answers } from "./answers";
import type { CheckoutRequest, CheckoutWire } from "./wires";

function newCustomer(sandbox: Sandbox, answers: Answers): Wire {
  const { email, name, address } = answers;
  const input: Fields = { email: email ?? "", name: name ?? "", address };
  const made = callApi(sandbox, CUSTOMER_ROUTES, "/v1/customers", {}, input);
  return customerOf(sandbox, String(made.id));
}

/** The customer that buys: the session's own, changed as far as the session allows, or a new one. */
export function buyerOf(sandbox: Sandbox, session: CheckoutWire, request: CheckoutRequest, answers: Answers): Wire {
  const known = session.customer === null ? undefined : customerOf(sandbox, session.customer);
  const { address, name } = request.customer_update;
  const updated = known
    ? putChanged(
        sandbox,
        known,
        {
          ...known,
          ...(address === "auto" && answers.address.country ? { address: answers.address } : {}),
          ...(name === "auto" && answers.name ? { name: answers.name } : {}),
        },
        "customer.updated",
      )
    : newCustomer(sandbox, answers);
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
