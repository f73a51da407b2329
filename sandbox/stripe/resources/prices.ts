import { INTERVALS } from "../billing/maths/periods";
import { invalid, missingParameter, noSuch } from "../http/errors";
import { readArray, readFields, readInteger, readOneOf, readText, requireText } from "../http/fields";
import { pageOf } from "../http/list";
import { mergeMetadata } from "../http/metadata";
import type { Call, Fields, Route, Sandbox, Wire } from "../types";
import { putNew } from "./changes";

const PARAMETERS = ["currency", "lookup_key", "product", "recurring", "unit_amount"];
const BEHAVIOURS = ["exclusive", "unspecified"] as const;

export function createPrice(sandbox: Sandbox, input: Fields): Wire {
  const recurring = readRecurring(input);
  const amount = readInteger(input, "unit_amount");
  if (amount === undefined) throw missingParameter("unit_amount");
  if (amount < 0) throw invalid("This value must be greater than or equal to 0.", "unit_amount");
  const price: Wire = {
    id: sandbox.store.id("price"),
    object: "price",
    active: true,
    billing_scheme: "per_unit",
    created: sandbox.clock.now(),
    currency: readCurrency(input),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: readLookupKey(sandbox, input),
    metadata: mergeMetadata({}, input),
    nickname: null,
    product: readProduct(sandbox, input),
    recurring,
    tax_behavior: readOneOf(input, "tax_behavior", BEHAVIOURS) ?? "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? "recurring" : "one_time",
    unit_amount: amount,
    unit_amount_decimal: String(amount),
  };
  return putNew(sandbox, price, "price.created");
}

function readCurrency(input: Fields): string {
  const currency = requireText(input, "currency").toLowerCase();
  if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}.`, "currency");
  return currency;
}

function readRecurring(input: Fields): Fields | null {
  const given = readFields(input, "recurring");
  if (!given) return null;
  const interval = readOneOf(given, "interval", INTERVALS);
  if (!interval) throw missingParameter("recurring[interval]");
  return {
    interval,
    interval_count: readInteger(given, "interval_count") ?? 1,
    meter: null,
    trial_period_days: null,
    usage_type: "licensed",
  };
}

function readProduct(sandbox: Sandbox, input: Fields): string {
  const id = requireText(input, "product");
  if (!sandbox.store.get("product", id)) throw noSuch("product", id, "product", 400);
  return id;
}

/** A lookup key belongs to one active price. */
function readLookupKey(sandbox: Sandbox, input: Fields): string | null {
  const key = readText(input, "lookup_key") || null;
  const holder = key === null ? undefined : sandbox.store.all("price").find((price) => price.lookup_key === key);
  if (holder) throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, "lookup_key");
  return key;
}

function load(sandbox: Sandbox, call: Call): Wire {
  const id = call.path.id ?? "";
  const price = sandbox.store.get("price", id);
  if (!price) throw noSuch("price", id);
  return price;
}

function list(sandbox: Sandbox, call: Call): Fields {
  const keys = readArray(call.input, "lookup_keys");
  return pageOf(
    call,
    sandbox.store.all("price").filter((price) => !keys || keys.includes(price.lookup_key)),
    ["active"],
  );
}

export const PRICE_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/prices",
    handle: (sandbox, call) => createPrice(sandbox, call.input),
    accepts: PARAMETERS,
  },
  { method: "GET", path: "/v1/prices", handle: list, accepts: ["active", "lookup_keys"] },
  { method: "GET", path: "/v1/prices/:id", handle: load, accepts: [] },
];
