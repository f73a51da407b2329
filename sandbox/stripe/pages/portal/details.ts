import { change, load } from "../../billing/objects/stored";
import type { CustomerWire } from "../../billing/objects/wires";
import { arrayOf } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import type { Filled, Problems } from "../html/fields-form";
import { rowsOf, typed, wordsOf } from "../html/read";

const PURCHASE_ORDER = "Purchase order";
const ADDRESS = ["line1", "line2", "city", "state", "postal_code", "country"] as const;

export function filledDetails(customer: CustomerWire): Filled {
  const order = rowsOf(customer.invoice_settings.custom_fields).find(({ name }) => name === PURCHASE_ORDER);
  const address = ADDRESS.map((part) => [part, wordsOf(customer.address?.[part])] as const);
  return {
    values: {
      billing_name: customer.name ?? "",
      email: customer.email ?? "",
      purchase_order: wordsOf(order?.value),
      ...Object.fromEntries(address),
    },
    problems: {},
  };
}

function withOrder(customer: CustomerWire, order: string): Fields[] | null {
  const others = rowsOf(customer.invoice_settings.custom_fields).filter(({ name }) => name !== PURCHASE_ORDER);
  const fields = [...others, ...(order === "" ? [] : [{ name: PURCHASE_ORDER, value: order }])];
  return fields.length === 0 ? null : fields.map((field) => ({ ...field }));
}

/** Changes what the configuration allows of the billing details; says what is wrong instead when something is. */
export function saveDetails(sandbox: Sandbox, customerId: string, feature: Fields, input: Fields): Problems {
  const customer = load(sandbox, "customer", customerId);
  const allowed = arrayOf(feature.allowed_updates);
  const email = typed(input, "email");
  if (allowed.includes("email") && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    return { email: "Enter an email address." };
  }
  const order = typed(input, "purchase_order");
  if (order.length > 30) return { purchase_order: "Enter at most 30 characters." };
  const given = ADDRESS.map((part) => [part, typed(input, part) || null] as const);
  const address = given.some(([part, value]) => part !== "country" && value !== null)
    ? Object.fromEntries(given)
    : customer.address;
  change(
    sandbox,
    customer,
    {
      ...(allowed.includes("name") ? { name: typed(input, "billing_name") || null } : {}),
      ...(allowed.includes("email") ? { email } : {}),
      ...(allowed.includes("address") ? { address } : {}),
      invoice_settings: { ...customer.invoice_settings, custom_fields: withOrder(customer, order) },
    },
    "customer.updated",
  );
  return {};
}
