import { invalid, noSuch } from "../../http/errors";
import { requireText } from "../../http/fields";
import { pageOf } from "../../http/list";
import type { Call, Fields, Route, Sandbox, Wire } from "../../types";
import { countryOf, isTaxId, isTaxIdType } from "./patterns";

const MOST_OF_A_CUSTOMER = 5;
/** Whose numbers Stripe looks up at the authority that gives them. */
const LOOKED_UP = new Set(["eu_vat", "gb_vat", "au_abn"]);

export function taxIdsOf(sandbox: Sandbox, customer: string): readonly Wire[] {
  return sandbox.store.all("tax_id").filter((taxId) => taxId.customer === customer);
}

function liveCustomer(sandbox: Sandbox, id: string): Wire {
  const customer = sandbox.store.get("customer", id);
  if (!customer || customer.deleted === true) throw noSuch("customer", id, "customer");
  return customer;
}

/** The last digits decide, as Stripe's test values do: all ones are unverified, all twos stay pending. */
function verificationOf(type: string, value: string): Fields {
  const status = !LOOKED_UP.has(type)
    ? "unavailable"
    : /1{9}$/.test(value)
      ? "unverified"
      : /2{9}$/.test(value)
        ? "pending"
        : "verified";
  return { status, verified_address: null, verified_name: null };
}

export function addTaxId(sandbox: Sandbox, customerId: string, type: string, value: string): Wire {
  liveCustomer(sandbox, customerId);
  const written = value.trim().toUpperCase();
  if (!isTaxIdType(type)) throw invalid(`Invalid type: ${type} is not a type of tax ID`, "type");
  if (!isTaxId(type, written)) throw invalid(`Invalid value for ${type}.`, "value", "tax_id_invalid");
  const present = taxIdsOf(sandbox, customerId);
  const same = present.find((taxId) => taxId.type === type && taxId.value === written);
  if (same) return same;
  if (present.length >= MOST_OF_A_CUSTOMER) {
    throw invalid(`A customer can have up to ${MOST_OF_A_CUSTOMER} tax IDs.`, "value");
  }
  const taxId: Wire = {
    id: sandbox.store.id("txi"),
    object: "tax_id",
    country: countryOf(type, written),
    created: sandbox.clock.now(),
    customer: customerId,
    customer_account: null,
    livemode: false,
    owner: { customer: customerId, customer_account: null, type: "customer" },
    type,
    value: written,
    verification: verificationOf(type, written),
  };
  sandbox.store.put(taxId);
  sandbox.emit("customer.tax_id.created", taxId);
  return taxId;
}

export function removeTaxId(sandbox: Sandbox, taxId: Wire): Fields {
  sandbox.store.remove("tax_id", taxId.id);
  sandbox.emit("customer.tax_id.deleted", taxId);
  return { id: taxId.id, object: "tax_id", deleted: true };
}

function findTaxId(sandbox: Sandbox, call: Call): Wire {
  const id = call.path.id ?? "";
  const taxId = sandbox.store.get("tax_id", id);
  if (!taxId || taxId.customer !== call.path.customer) throw noSuch("tax_id", id);
  return taxId;
}

export const TAX_ID_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/customers/:customer/tax_ids",
    handle: (sandbox, { path, input }) =>
      addTaxId(sandbox, path.customer ?? "", requireText(input, "type"), requireText(input, "value")),
    accepts: ["type", "value"],
  },
  {
    method: "GET",
    path: "/v1/customers/:customer/tax_ids",
    handle: (sandbox, call) => pageOf(call, taxIdsOf(sandbox, liveCustomer(sandbox, call.path.customer ?? "").id)),
  },
  {
    method: "DELETE",
    path: "/v1/customers/:customer/tax_ids/:id",
    handle: (sandbox, call) => removeTaxId(sandbox, findTaxId(sandbox, call)),
  },
];
