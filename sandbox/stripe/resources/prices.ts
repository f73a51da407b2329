import { invalid, missingParameter, noSuch } from "../http/errors";
import {
  isFields,
  readArray,
  readFields,
  readFlag,
  readInteger,
  readOneOf,
  readText,
  requireText,
} from "../http/fields";
import { pageOf } from "../http/list";
import { mergeMetadata } from "../http/metadata";
import type { Call, Fields, Route, Sandbox, Wire } from "../types";
import { putChanged, putNew } from "./changes";
import { createProduct } from "./products";

const INTERVALS = ["day", "week", "month", "year"] as const;
const CHANGEABLE = ["active", "lookup_key", "metadata", "nickname", "tax_behavior", "transfer_lookup_key"];
const PARAMETERS = [
  ...CHANGEABLE,
  "billing_scheme",
  "currency",
  "product",
  "product_data",
  "recurring",
  "unit_amount",
  "unit_amount_decimal",
];
const BEHAVIOURS = ["exclusive", "inclusive", "unspecified"] as const;

export function createPrice(sandbox: Sandbox, input: Fields): Wire {
  const recurring = readRecurring(input);
  const amount = readAmount(input);
  const price: Wire = {
    id: sandbox.store.id("price"),
    object: "price",
    active: readFlag(input, "active") ?? true,
    billing_scheme: "per_unit",
    created: sandbox.clock.now(),
    currency: readCurrency(input),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: readLookupKey(sandbox, input) ?? null,
    metadata: mergeMetadata({}, input),
    nickname: readText(input, "nickname") || null,
    product: readProduct(sandbox, input),
    recurring,
    tax_behavior: readOneOf(input, "tax_behavior", BEHAVIOURS) ?? "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? "recurring" : "one_time",
    ...amount,
  };
  return putNew(sandbox, price, "price.created");
}

function readCurrency(input: Fields): string {
  const currency = requireText(input, "currency").toLowerCase();
  if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}.`, "currency");
  return currency;
}

/** A whole number of minor units has both forms; a part of one has only the decimal. */
function readAmount(input: Fields): Fields {
  const decimal = readText(input, "unit_amount_decimal");
  const whole = readInteger(input, "unit_amount");
  if (whole !== undefined && whole < 0) throw invalid("This value must be greater than or equal to 0.", "unit_amount");
  if (whole !== undefined) return { unit_amount: whole, unit_amount_decimal: String(whole) };
  if (decimal === undefined) throw missingParameter("unit_amount");
  if (!/^\d+(\.\d{1,12})?$/.test(decimal)) throw invalid(`Invalid decimal: ${decimal}`, "unit_amount_decimal");
  const value = Number(decimal);
  return { unit_amount: Number.isInteger(value) ? value : null, unit_amount_decimal: decimal };
}

function readRecurring(input: Fields): Fields | null {
  const given = readFields(input, "recurring");
  if (!given) return null;
  const interval = readOneOf(given, "interval", INTERVALS);
  if (!interval) throw missingParameter("recurring[interval]");
  return {
    interval,
    interval_count: readInteger(given, "interval_count") ?? 1,
    meter: readText(given, "meter") || null,
    trial_period_days: null,
    usage_type: readText(given, "usage_type") || "licensed",
  };
}

function readProduct(sandbox: Sandbox, input: Fields): string {
  const data = readFields(input, "product_data");
  if (data) return createProduct(sandbox, data).id;
  const id = requireText(input, "product");
  if (!sandbox.store.get("product", id)) throw noSuch("product", id, "product", 400);
  return id;
}

/** A lookup key belongs to one active price; `transfer_lookup_key` takes it from the one that has it. */
function readLookupKey(sandbox: Sandbox, input: Fields, own?: string): string | null | undefined {
  const key = readText(input, "lookup_key");
  if (key === undefined) return undefined;
  if (key === "") return null;
  const holder = sandbox.store.all("price").find((price) => price.lookup_key === key && price.id !== own);
  if (!holder) return key;
  if (readFlag(input, "transfer_lookup_key") !== true) {
    throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, "lookup_key");
  }
  putChanged(sandbox, holder, { ...holder, lookup_key: null }, "price.updated");
  return key;
}

function load(sandbox: Sandbox, call: Call): Wire {
  const id = call.path.id ?? "";
  const price = sandbox.store.get("price", id);
  if (!price) throw noSuch("price", id);
  return price;
}

function update(sandbox: Sandbox, call: Call): Fields {
  const price = load(sandbox, call);
  const key = readLookupKey(sandbox, call.input, price.id);
  const changed: Wire = {
    ...price,
    active: readFlag(call.input, "active") ?? price.active,
    lookup_key: key === undefined ? price.lookup_key : key,
    metadata: mergeMetadata(price.metadata, call.input),
    nickname: readText(call.input, "nickname") ?? price.nickname,
    tax_behavior: readOneOf(call.input, "tax_behavior", BEHAVIOURS) ?? price.tax_behavior,
  };
  return putChanged(sandbox, price, changed, "price.updated");
}

function list(sandbox: Sandbox, call: Call): Fields {
  const keys = readArray(call.input, "lookup_keys");
  const recurring = readFields(call.input, "recurring");
  const all = sandbox.store.all("price").filter((price) => {
    const wanted = !keys || keys.includes(price.lookup_key);
    const fits = Object.entries(recurring ?? {}).every(
      ([name, value]) => isFields(price.recurring) && price.recurring[name] === value,
    );
    return wanted && fits;
  });
  return pageOf(call, all, ["active", "created", "currency", "product", "type"]);
}

export const PRICE_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/prices",
    handle: (sandbox, call) => createPrice(sandbox, call.input),
    accepts: PARAMETERS,
  },
  {
    method: "GET",
    path: "/v1/prices",
    handle: list,
    accepts: ["active", "created", "currency", "lookup_keys", "product", "recurring", "type"],
  },
  { method: "GET", path: "/v1/prices/:id", handle: load, accepts: [] },
  { method: "POST", path: "/v1/prices/:id", handle: update, accepts: CHANGEABLE },
];
