import type { Fields, Sandbox, Wire } from "../types";
import { invalid } from "./errors";
import { isFields } from "./fields";
import { listOf } from "./list";

const DEEPEST = 4;

type Included = "stored" | ((sandbox: Sandbox, wire: Wire) => unknown);

/** Fields that Stripe sends only when they are asked for: those that are stored, and those that are looked up. */
const INCLUDED: Record<string, Record<string, Included>> = {
  customer: {
    tax_ids: (sandbox, { id }) => belonging(sandbox, "tax_id", "customer", id, `/v1/customers/${id}/tax_ids`),
  },
  invoice: {
    payments: (sandbox, { id }) => belonging(sandbox, "invoice_payment", "invoice", id, "/v1/invoice_payments"),
    confirmation_secret: "stored",
  },
  charge: {
    refunds: (sandbox, { id }) => belonging(sandbox, "refund", "charge", id, `/v1/charges/${id}/refunds`),
  },
  price: { currency_options: "stored", tiers: "stored" },
  "checkout.session": { line_items: "stored" },
};

function belonging(sandbox: Sandbox, object: string, field: string, id: string, url: string): Fields {
  return listOf(
    url,
    sandbox.store.all(object).filter((one) => one[field] === id),
  );
}

/** The wire as an answer: a copy, with what `expand` names put in and without what it would have had to name. */
export function present(sandbox: Sandbox, wire: Fields, expand: readonly string[]): Fields {
  const paths = expand.map((path) => path.split("."));
  for (const path of paths) {
    if (path.length > DEEPEST) {
      throw invalid(
        `You cannot expand more than ${DEEPEST} levels of a property. Property: ${path.join(".")}`,
        "expand",
      );
    }
  }
  return build(sandbox, wire, paths);
}

function build(sandbox: Sandbox, fields: Fields, paths: readonly string[][]): Fields {
  const included = typeof fields.object === "string" ? INCLUDED[fields.object] : undefined;
  const result: Fields = {};
  for (const [name, value] of Object.entries(fields)) {
    const asked = paths.filter(([first]) => first === name).map(([, ...rest]) => rest);
    if (included?.[name] && asked.length === 0) continue;
    result[name] = asked.length > 0 ? expanded(sandbox, value, asked) : plain(sandbox, value);
  }
  for (const [first = "", ...rest] of paths) {
    // Of what was deleted only its id is left, and Stripe answers that whatever is asked for.
    if (first in result || fields.deleted === true) continue;
    const lookUp = included?.[first];
    if (lookUp === undefined || !hasId(fields)) {
      throw invalid(`This property cannot be expanded (${first}).`, "expand[]");
    }
    result[first] = lookUp === "stored" ? null : expanded(sandbox, lookUp(sandbox, fields), [rest]);
  }
  return result;
}

/** `asked` holds the rest of each path that leads here: an empty one asks for this very value. */
function expanded(sandbox: Sandbox, value: unknown, asked: readonly string[][]): unknown {
  const deeper = asked.filter((path) => path.length > 0);
  if (Array.isArray(value)) return value.map((one: unknown) => expanded(sandbox, one, asked));
  if (isFields(value)) return build(sandbox, value, deeper);
  if (typeof value !== "string") return value;
  const found = sandbox.store.find(value);
  if (!found) throw invalid(`This property cannot be expanded (${value}).`, "expand[]");
  return build(sandbox, found, deeper);
}

function plain(sandbox: Sandbox, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => plain(sandbox, one));
  return isFields(value) ? build(sandbox, value, []) : value;
}

function hasId(fields: Fields): fields is Wire {
  return typeof fields.id === "string" && typeof fields.object === "string";
}
