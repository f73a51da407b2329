import { cancelSubscriptionsOf } from "../billing/subscriptions/cancel";
import { invalid, noSuch } from "../http/errors";
import { idOf, isFields, readArray, readFields, readInteger, readText, requireText } from "../http/fields";
import { pageOf } from "../http/list";
import { mergeMetadata } from "../http/metadata";
import type { Call, Fields, Route, Sandbox, Wire } from "../types";
import { readAddress } from "./address";
import { putChanged, putNew } from "./changes";

const CREATED = ["email", "metadata", "name"];
const TEXTS = ["email", "name"];
const MOST_CUSTOM_FIELDS = 4;

/** One that exists and is not deleted. */
export function customerOf(sandbox: Sandbox, id: string, param?: string): Wire {
  const customer = sandbox.store.get("customer", id);
  if (!customer || customer.deleted === true) throw noSuch("customer", id, param, param === undefined ? 404 : 400);
  return customer;
}

function create(sandbox: Sandbox, call: Call): Fields {
  const id = sandbox.store.id("cus");
  const empty: Wire = {
    id,
    object: "customer",
    address: null,
    balance: 0,
    created: sandbox.clock.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
  return putNew(sandbox, changed(sandbox, empty, call.input), "customer.created");
}

function update(sandbox: Sandbox, call: Call): Fields {
  const customer = customerOf(sandbox, call.path.id ?? "");
  return putChanged(sandbox, customer, changed(sandbox, customer, call.input), "customer.updated");
}

function changed(sandbox: Sandbox, customer: Wire, input: Fields): Wire {
  const address = readAddress(input);
  const balance = readInteger(input, "balance");
  const texts = TEXTS.filter((name) => input[name] !== undefined);
  return {
    ...customer,
    ...Object.fromEntries(texts.map((name) => [name, readText(input, name) || null])),
    ...(address === undefined ? {} : { address }),
    ...(balance === undefined ? {} : { balance }),
    ...(readText(input, "tax_exempt") ? { tax_exempt: requireText(input, "tax_exempt") } : {}),
    invoice_settings: invoiceSettings(sandbox, customer, input),
    metadata: mergeMetadata(customer.metadata, input),
  };
}

function invoiceSettings(sandbox: Sandbox, customer: Wire, input: Fields): Fields {
  const before = isFields(customer.invoice_settings) ? customer.invoice_settings : {};
  const given = readFields(input, "invoice_settings");
  if (!given) return before;
  const method = readText(given, "default_payment_method");
  return {
    ...before,
    ...(method === undefined
      ? {}
      : { default_payment_method: (method && ownMethod(sandbox, customer, method)) || null }),
    ...(given.custom_fields === undefined ? {} : { custom_fields: customFields(given) }),
  };
}

function customFields(given: Fields): Fields[] | null {
  const fields = (readArray(given, "custom_fields") ?? []).filter(isFields);
  if (fields.length > MOST_CUSTOM_FIELDS) {
    throw invalid(`You can have up to ${MOST_CUSTOM_FIELDS} custom fields.`, "invoice_settings[custom_fields]");
  }
  return fields.length === 0
    ? null
    : fields.map((field) => ({ name: requireText(field, "name"), value: requireText(field, "value") }));
}

function ownMethod(sandbox: Sandbox, customer: Wire, id: string): string {
  const method = sandbox.store.get("payment_method", id);
  if (!method || idOf(method.customer) !== customer.id) {
    throw invalid(
      `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      "invoice_settings[default_payment_method]",
      "resource_missing",
    );
  }
  return id;
}

function remove(sandbox: Sandbox, call: Call): Fields {
  const customer = customerOf(sandbox, call.path.id ?? "");
  cancelSubscriptionsOf(sandbox, customer.id);
  for (const method of sandbox.store.all("payment_method").filter((one) => one.customer === customer.id)) {
    sandbox.store.put({ ...method, customer: null });
  }
  sandbox.emit("customer.deleted", customer);
  const gone: Wire = { id: customer.id, object: "customer", deleted: true };
  sandbox.store.put(gone);
  return gone;
}

export const CUSTOMER_ROUTES: Route[] = [
  { method: "POST", path: "/v1/customers", handle: create, accepts: CREATED },
  {
    method: "GET",
    path: "/v1/customers",
    handle: (sandbox, call) => {
      const living = sandbox.store.all("customer").filter(({ deleted }) => deleted !== true);
      return pageOf(call, living, ["email"]);
    },
    accepts: ["email"],
  },
  {
    method: "GET",
    path: "/v1/customers/:id",
    handle: (sandbox, call) => {
      const id = call.path.id ?? "";
      const customer = sandbox.store.get("customer", id);
      if (!customer) throw noSuch("customer", id);
      return customer;
    },
    accepts: [],
  },
  {
    method: "POST",
    path: "/v1/customers/:id",
    handle: update,
    accepts: [...CREATED, "address", "balance", "invoice_settings", "tax_exempt"],
  },
  { method: "DELETE", path: "/v1/customers/:id", handle: remove, accepts: [] },
];
